import { expect, it } from 'vitest';
import { didWebUrl } from '../../../src/credentials/dids/did-web-url.js';

// biome-ignore format: a table is read in columns
const places = [
  ['a domain',             'did:web:zonnedael.example',                 'https://zonnedael.example/.well-known/did.json'],
  ['a path',               'did:web:zonnedael.example:issuers:1',       'https://zonnedael.example/issuers/1/did.json'],
  ['a port',               'did:web:zonnedael.example%3A8443',          'https://zonnedael.example:8443/.well-known/did.json'],
  ['a port and a path',    'did:web:zonnedael.example%3a8443:issuers',  'https://zonnedael.example:8443/issuers/did.json'],
  ['capitals in the host', 'did:web:Zonnedael.Example',                 'https://zonnedael.example/.well-known/did.json'],
  ['another alphabet',     'did:web:xn--bcher-kva.example',             'https://xn--bcher-kva.example/.well-known/did.json'],
  ['digits in a label',    'did:web:3.zonnedael.example',               'https://3.zonnedael.example/.well-known/did.json'],
  ['an encoded letter',    'did:web:zonnedael.example:caf%C3%A9',       'https://zonnedael.example/caf%C3%A9/did.json'],
  ['this machine',         'did:web:localhost%3A4000:issuers:roc',      'http://localhost:4000/issuers/roc/did.json'],
  ['a name of it',         'did:web:pods.localhost%3A4100',             'http://pods.localhost:4100/.well-known/did.json'],
] as const;
it.each(places)(
  'did:web has its document at a place that follows from its name: %s',
  (_what, did, url) => {
    expect(didWebUrl(did)).toBe(url);
  },
);

// biome-ignore format: a table is read in columns
const nowhere = [
  ['an address',                     'did:web:10.0.0.1'],
  ['loopback',                       'did:web:127.0.0.1'],
  ['loopback with a port',           'did:web:127.0.0.1%3A4000'],
  ['loopback as one number',         'did:web:2130706433'],
  ['loopback in hexadecimal',        'did:web:0x7f000001'],
  ['loopback in parts of it',        'did:web:0x7f.1'],
  ['hexadecimal behind a name',      'did:web:a.0x7f'],
  ['loopback in octal',              'did:web:0177.0.0.1'],
  ['loopback in two parts',          'did:web:127.1'],
  ['a zero',                         'did:web:0'],
  ['metadata of a cloud',            'did:web:169.254.169.254'],
  ['an address with a dot',          'did:web:127.0.0.1.'],
  ['IPv6',                           'did:web:[::1]'],
  ['IPv6, encoded',                  'did:web:%5B%3A%3A1%5D'],
  ['IPv6 without brackets',          'did:web:%3A%3A1'],
  ['IPv4 in other digits',           'did:web:①②⑦.⓪.⓪.①'],
  ['digits of them, encoded',        'did:web:%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1'],
  ['encoded digits',                 'did:web:%31%32%37.0.0.1'],
  ['a user before the host',         'did:web:user%40zonnedael.example'],
  ['a host behind a user',           'did:web:zonnedael.example%40127.0.0.1'],
  ['a path in the host',             'did:web:zonnedael.example%2Fissuers'],
  ['a query in the host',            'did:web:zonnedael.example%3Fa'],
  ['a name without a dot',           'did:web:intranet'],
  ['localhost with a dot',           'did:web:localhost.'],
  ['an empty label',                 'did:web:zonnedael..example'],
  ['a label that ends in a hyphen',  'did:web:zonnedael-.example'],
  ['port zero',                      'did:web:zonnedael.example%3A0'],
  ['a port too high',                'did:web:zonnedael.example%3A65536'],
  ['a port that is no number',       'did:web:zonnedael.example%3A80a'],
  ['two ports',                      'did:web:zonnedael.example%3A80%3A81'],
  ['a step up',                      'did:web:zonnedael.example:..:secret'],
  ['a step up, encoded',             'did:web:zonnedael.example:%2E%2E:secret'],
  ['a step to itself',               'did:web:zonnedael.example:.:a'],
  ['an empty part',                  'did:web:zonnedael.example::a'],
  ['an empty end',                   'did:web:zonnedael.example:'],
  ['a slash, encoded',               'did:web:zonnedael.example:a%2F..%2Fb'],
  ['a slash of Windows, encoded',    'did:web:zonnedael.example:a%5Cb'],
  ['a query, encoded',               'did:web:zonnedael.example:a%3Fb'],
  ['an end of line, encoded',        'did:web:zonnedael.example:a%0D%0Ab'],
  ['encoded twice',                  'did:web:zonnedael.example:%252E%252E'],
  ['what is no text',                'did:web:zonnedael.example:%FF'],
  ['a key of it',                    'did:web:zonnedael.example#key-1'],
  ['another method',                 'did:key:z6Mk'],
  ['no DID',                         'https://zonnedael.example'],
] as const;
it.each(nowhere)('trap 10: did:web leads nowhere by %s', (_what, did) => {
  expect(didWebUrl(did)).toBe(undefined);
});
