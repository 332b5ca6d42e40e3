/**
 * The pod server's own login, in two languages, as a script of its pages. It talks to the account door of the server it
 * came from, and to nothing else.
 */

export type Language = 'nl' | 'en';
const texts = {
  nl: {
    wrongLogin: 'Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het nog eens.',
    away: 'Er ging iets mis. Probeer het later nog eens.',
    nobody: 'Bij dit account hoort nog niemand als wie je kunt inloggen.',
    other: 'English',
  },
  en: {
    wrongLogin: 'This e-mail address and password do not belong together. Try again.',
    away: 'Something went wrong. Try again later.',
    nobody: 'There is nobody yet as whom you can log in with this account.',
    other: 'Nederlands',
  },
} as const;

/** The server refused, with this status. */
class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly status: number) {
    super('the pod server refused');
  }
}

const root = document.documentElement;
const language = (): Language => (root.lang === 'en' ? 'en' : 'nl');

/** @throws TypeError for what is not on this page. */
function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`no ${id} on this page`);
  return found;
}
const valueOf = (id: string): string => {
  const field = part(id);
  return field instanceof HTMLInputElement ? field.value : '';
};
const isTicked = (): boolean => document.querySelector('[name="remember"]:checked') !== null;

function speak(chosen: Language): void {
  root.lang = chosen;
  const button = part('language');
  button.textContent = texts[chosen].other;
  button.lang = chosen === 'nl' ? 'en' : 'nl';
  const title = document.querySelector(`h1 [lang="${chosen}"]`)?.textContent.trim();
  document.title = title ? `${title} · Leerkluis` : 'Leerkluis';
}

const firstLanguage = (): Language =>
  navigator.languages.find((tag) => /^(nl|en)\b/i.test(tag))?.startsWith('en') === true
    ? 'en'
    : 'nl';

/** What stands at a place in an answer, wherever it ends. */
const at = (answer: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined,
    answer,
  );
/** @throws TypeError where no text stands. */
function textAt(answer: unknown, ...path: readonly string[]): string {
  const found = at(answer, ...path);
  if (typeof found !== 'string') throw new TypeError(`no ${path.join('.')} in the answer`);
  return found;
}

/** Without a body it asks; the server takes no type of what is not sent. */
async function talk(url: string, body?: object): Promise<unknown> {
  const json = 'application/json';
  const sent = body && {
    method: 'POST',
    headers: { accept: json, 'content-type': json },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, sent ?? { headers: { accept: json } });
  if (!response.ok) throw new Refused(response.status);
  const answer: unknown = await response.json();
  return answer;
}
const go = (to: string): void => location.assign(to);

function tell(what: 'wrongLogin' | 'away' | 'nobody'): void {
  part('problem').textContent = texts[language()][what];
}

/** One press counts once: until the answer is there nothing can be pressed. */
function onPress(id: string, event: 'click' | 'submit', act: () => Promise<void>): void {
  const press = async (): Promise<void> => {
    const buttons = document.querySelectorAll<HTMLButtonElement>('main button');
    for (const button of buttons) button.disabled = true;
    part('problem').textContent = '';
    try {
      await act();
    } catch (error) {
      const isWrong = error instanceof Refused && [400, 403].includes(error.status);
      tell(isWrong && document.querySelector('[data-page="login"]') ? 'wrongLogin' : 'away');
      for (const button of buttons) button.disabled = false;
    }
  };
  part(id).addEventListener(event, (pressed) => {
    pressed.preventDefault();
    void press();
  });
}

/** What the server says of a page as it sends it. */
interface Sent {
  readonly index: string;
  readonly isLogin: boolean;
  readonly ownApp: string;
}

const callOff = async (controls: unknown): Promise<void> =>
  go(textAt(await talk(textAt(controls, 'oidc', 'cancel'), {}), 'location'));

/** To wherever this login stands: a password, a yes, or one's own account. */
async function onward({ index, isLogin }: Sent): Promise<void> {
  const controls = at(await talk(index), 'controls');
  if (isLogin && location.pathname === new URL(index).pathname) {
    return go(textAt(await talk(textAt(controls, 'oidc', 'prompt')), 'location'));
  }
  const own = at(controls, 'html', 'account', 'account');
  if (!isLogin && typeof own === 'string') return go(own);
  const logins = at(await talk(textAt(controls, 'main', 'logins')), 'logins');
  return go(textAt(Object.values(logins ?? {}), '0'));
}

async function login({ index, isLogin }: Sent): Promise<void> {
  const controls = at(await talk(index), 'controls');
  part('cancel').hidden = !isLogin;
  onPress('cancel', 'click', () => callOff(controls));
  onPress('form', 'submit', async () => {
    const said = { email: valueOf('email'), password: valueOf('password'), remember: isTicked() };
    const next = at(await talk(textAt(controls, 'password', 'login'), said), 'location');
    // In the middle of no login elsewhere: to one's own account, which has a page from now on.
    go(
      typeof next === 'string'
        ? next
        : textAt(await talk(index), 'controls', 'html', 'account', 'account'),
    );
  });
}

function showApp(client: unknown, ownApp: string): void {
  const [name, id] = [at(client, 'client_name'), at(client, 'client_id')];
  if (typeof name === 'string') {
    for (const place of document.querySelectorAll('.app')) place.textContent = name;
  }
  const isOurs = id === ownApp;
  part('us').hidden = !isOurs;
  for (const them of ['them', 'stay']) part(them).hidden = isOurs;
  const address = typeof id === 'string' ? URL.parse(id) : null;
  if (isOurs || address === null) return;
  part('host').textContent = address.host;
  part('where').hidden = false;
}

/** As whom somebody goes on; asked only where there is a choice. */
function showNames(webIds: readonly string[]): void {
  for (const [n, webId] of webIds.entries()) {
    const choice = Object.assign(document.createElement('label'), { className: 'choice' });
    const radio = { type: 'radio', name: 'webId', value: webId, checked: n === 0 };
    const name = webId.replace(/^https?:\/\//, '').replace(/\/profile\/card#me$/, '');
    choice.append(Object.assign(document.createElement('input'), radio), name);
    part('names').append(choice);
  }
  part('names').hidden = webIds.length < 2;
}

async function agree(controls: unknown): Promise<void> {
  const chosen = document.querySelector<HTMLInputElement>('[name="webId"]:checked')?.value;
  const remember = isTicked();
  // As whom comes first, and the yes after it: the server takes one at a time.
  const picked = await talk(textAt(controls, 'oidc', 'webId'), { webId: chosen, remember });
  await talk(textAt(picked, 'location'));
  go(textAt(await talk(textAt(controls, 'oidc', 'consent'), { remember }), 'location'));
}

async function consent({ index, ownApp }: Sent): Promise<void> {
  const controls = at(await talk(index), 'controls');
  const listed = at(await talk(textAt(controls, 'oidc', 'webId')), 'webIds');
  const webIds = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
  showApp(at(await talk(textAt(controls, 'oidc', 'consent')), 'client'), ownApp);
  showNames(webIds);
  speak(language());
  onPress('cancel', 'click', () => callOff(controls));
  onPress('switch', 'click', async () => {
    await talk(textAt(controls, 'account', 'logout'), {});
    go(textAt(controls, 'html', 'main', 'login'));
  });
  onPress('form', 'submit', () => agree(controls));
  if (webIds.length === 0) tell('nobody');
  else part('go').removeAttribute('disabled');
}

part('language').hidden = false;
part('language').addEventListener('click', () => speak(language() === 'nl' ? 'en' : 'nl'));
speak(firstLanguage());
const page = document.querySelector<HTMLElement>('[data-page]');
if (page !== null) {
  const { page: name = '', index = '', authenticating, ownApp = '' } = page.dataset;
  const pages = new Map([
    ['onward', onward],
    ['login', login],
    ['consent', consent],
  ]);
  const sent = { index, isLogin: authenticating === 'true', ownApp };
  pages
    .get(name)?.(sent)
    .catch(() => tell('away'));
}
