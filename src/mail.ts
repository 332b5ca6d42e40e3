import { createTransport } from 'nodemailer';
import type { Messenger } from './flows/index.js';

export interface MailSettings {
  /** Of the mail server, with its login. */
  readonly smtpUrl: string;
  readonly from: string;
  /** Origin of the page that people read. */
  readonly page: string;
}

const subject = 'Er staat iets voor je klaar in je kluis / Something waits for you in your kluis';
/** Never what waits, of whom, or where somebody learns: mail is read on the way, and over shoulders. */
const textFor = (page: string): string => `Hallo,

Er staat iets voor je klaar in je kluis. Wat het is, zie je als je bent ingelogd:
${page}

In deze mail staat met opzet niets over jou. Wij vragen in een mail nooit om je wachtwoord.

--

Hello,

Something waits for you in your kluis. You see what it is once you are signed in:
${page}

This mail says nothing about you, on purpose. We never ask for your password in a mail.
`;

/** A mail server that takes longer than this is down, in milliseconds. */
const waits = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** What went wrong, by its code: what a mail server says of it holds the address. */
function withoutAddress(error: unknown): Error {
  const told = new Error('the mail server did not take a message');
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? Object.assign(told, { code }) : told;
}

/** Tells people by mail, in Dutch and English at once, since we do not know which they read. */
export function mailMessenger({ smtpUrl, from, page }: MailSettings): Messenger {
  const transport = createTransport({ url: smtpUrl, ...waits });
  return {
    async tell(address) {
      const to = { name: '', address };
      try {
        await transport.sendMail({
          to,
          from,
          subject,
          text: textFor(page),
          // No machine answers it, and nothing in it is fetched.
          headers: { 'Auto-Submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (error) {
        throw withoutAddress(error);
      }
    },
  };
}
