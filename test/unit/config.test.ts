import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';

it('needs nothing: every setting has a value that works on one machine', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 4000,
    DATA_DIR: '.data',
    DEMO: true,
    HOST: '127.0.0.1',
  });
});

it('names all mistakes together, each by its variable', () => {
  const env = { PORT: 'abc', GRANT_MAX_DAYS: '9999', DATABASE_URL: 'mysql://x' };
  for (const name of Object.keys(env)) expect(() => readConfig(env)).toThrow(name);
});

// biome-ignore format: a table is read in columns
const refused = [
  // because                                     environment
  ['logins without a password on a network',     { HOST: '0.0.0.0' }],
  ['demo pods on a pod server of somebody else', { POD_ORIGIN: 'https://pods.example' }],
  ['the demo behind a public name',              { PUBLIC_ORIGIN: 'http://192.0.2.2:8080' }],
  ['an origin with a path',                      { PUBLIC_ORIGIN: 'https://kluis.example/page' }],
  ['a grant of more than two years',             { GRANT_MAX_DAYS: '731' }],
  ['the demo cut in roles',                      { ROLE: 'api' }],
  ['other institutions than the demo’s own',     { INSTITUTIONS_FILE: 'institutions.json' }],
  ['other organisations than the demo’s own',    { ORGANISATIONS_FILE: 'organisations.json' }],
  ['other agreements than the demo’s own',       { AGREEMENTS_FILE: 'agreements.json' }],
  ['mail of nobody',                             { SMTP_URL: 'smtp://127.0.0.1:25' }],
  ['a mail server by another way',               { SMTP_URL: 'https://mail.example', MAIL_FROM: 'kluis@kluis.example' }],
  ['a bucket that holds less than one question', { RATE_IDS_BURST: '5' }],
  ['an issuer over plain http',                  { TRUSTED_ISSUERS: 'https://a.example,http://b.example' }],
  ['an issuer with a login in it',               { TRUSTED_ISSUERS: 'https://me:you@a.example' }],
  ['an eduID that does not know us',             { EDUID_ISSUER: 'https://eduid.example', EDUID_CLIENT_SECRET: 'x' }],
  ['an eduID without a secret',                  { EDUID_ISSUER: 'https://eduid.example', EDUID_CLIENT_ID: 'kluis.example' }],
  ['two secrets',                                { EDUID_ISSUER: 'https://eduid.example', EDUID_CLIENT_ID: 'kluis.example', EDUID_CLIENT_SECRET: 'x', EDUID_CLIENT_SECRET_FILE: 'y' }],
  ['a role there is not',                        { ROLE: 'clerk', DEMO: 'false' }],
] as const;

it.each(refused)('does not start with %s', (_because, env) => {
  expect(() => readConfig(env)).toThrow('Cannot start, please mend the environment');
});

it('knows by which logins people may come', () => {
  const env = {
    TRUSTED_ISSUERS: 'https://a.example, https://b.example/',
    EDUID_ISSUER: 'https://eduid.example',
    EDUID_CLIENT_ID: 'kluis.example',
    EDUID_CLIENT_SECRET: 'x',
  };
  expect(readConfig(env)).toMatchObject({
    TRUSTED_ISSUERS: ['https://a.example', 'https://b.example/'],
    EDUID_NAME_NL: 'eduID',
  });
  expect(readConfig({}).TRUSTED_ISSUERS).toEqual([]);
});

it('starts on a network, and with other pods, when it is no demo', () => {
  const env = { DEMO: 'false', HOST: '0.0.0.0', POD_ORIGIN: 'https://pods.example' };
  expect(readConfig(env)).toMatchObject({ DEMO: false, HOST: '0.0.0.0' });
});

const names = {
  POD_ORIGIN: 'https://pods.example',
  ISSUER_ORIGIN: 'https://kluis.example',
  PUBLIC_ORIGIN: 'https://kluis.example',
};
const DATABASE_URL = 'postgresql://leerkluis@database/leerkluis';

// biome-ignore format: a table is read in columns
const needs = [
  ['api',    { ...names, DATABASE_URL }, ['DATABASE_URL', 'POD_ORIGIN', 'ISSUER_ORIGIN', 'PUBLIC_ORIGIN']],
  ['worker', { ...names, DATABASE_URL }, ['DATABASE_URL', 'POD_ORIGIN', 'ISSUER_ORIGIN']],
  ['pods',   names,                      ['POD_ORIGIN', 'ISSUER_ORIGIN']],
] as const;

it.each(needs)('one role, %s, says all that it needs', (ROLE, told, needed) => {
  expect(readConfig({ ...told, ROLE, DEMO: 'false' })).toMatchObject({ ROLE });
  for (const name of needed) {
    expect(() => readConfig({ ROLE, DEMO: 'false' })).toThrow(
      `needed for ROLE=${ROLE}\n  → at ${name}`,
    );
  }
});
