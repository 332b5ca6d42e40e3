import { expect, it } from 'vitest';
import { eduidFacts } from '../../../src/identity/index.js';

const [issuer, at] = ['https://login.example', new Date('2026-09-15T12:00:00Z')];
const claims = {
  sub: 'a subject',
  eduid: '0b6c5f1e-0001-4000-8000-000000000001',
  given_name: 'Lena',
  family_name: 'Voort',
  email: 'lena@leerling.example',
};
const atSchool = { schac_home_organization: 'Merenveld.example', uids: ['s-7'] };
const factsOf = (change: object) => eduidFacts({ ...claims, ...change }, issuer, at);

it('who somebody is, is their eduID, and never their address or name', () => {
  expect(factsOf({})).toEqual({
    eduid: claims.eduid,
    name: { given: 'Lena', family: 'Voort' },
    displayName: 'Lena Voort',
    roles: [],
    identifiers: [{ type: 'eduID', value: claims.eduid }],
  });
  for (const none of [undefined, '', ' ', 7, ['x'], 'x'.repeat(201)]) {
    expect(factsOf({ eduid: none })).toBeUndefined();
  }
  expect(eduidFacts('no claims', issuer, at)).toBeUndefined();
});

// biome-ignore format: a table is read in columns
const names = [
  // because                        claims                                              called
  ['one name is a name',            { given_name: undefined },                          'Voort'],
  ['the whole name where no parts', { given_name: undefined, family_name: undefined, name: 'L. Voort' }, 'L. Voort'],
  ['no name at all',                { given_name: undefined, family_name: undefined },  ''],
  ['marks that nobody sees',        { given_name: 'Le\u200bna', family_name: '\u202eVoort' }, 'Lena Voort'],
  ['a name that is no text',        { given_name: { $ne: 1 } },                         'Voort'],
] as const;
it.each(names)('what they are called: %s', (_because, change, called) => {
  expect(factsOf(change)?.displayName).toBe(called);
});

const eppn = 'lv7@merenveld.example';
// biome-ignore format: a table is read in columns
const people = [
  // because                                      claims                                                            who
  ['the school’s own number',                     atSchool,                                                         's-7'],
  ['and not their eppn beside it',                { ...atSchool, eduperson_principal_name: eppn },                  's-7'],
  ['the eppn where there is no number',           { ...atSchool, uids: [], eduperson_principal_name: eppn },        eppn],
  ['or more than one',                            { ...atSchool, uids: ['a', 'b'], eduperson_principal_name: eppn },eppn],
  ['of a part of the school',                     { ...atSchool, uids: [], eduperson_principal_name: 'l@cs.merenveld.example' }, 'l@cs.merenveld.example'],
  ['not the eppn of another school',              { ...atSchool, uids: [], eduperson_principal_name: 'l@elders.example' }, undefined],
  ['that only ends alike',                        { ...atSchool, uids: [], eduperson_principal_name: 'l@nepmerenveld.example' }, undefined],
  ['or has it in front',                          { ...atSchool, uids: [], eduperson_principal_name: 'l@merenveld.example@elders.example' }, undefined],
  ['nobody without a school',                     { uids: ['s-7'] },                                                undefined],
] as const;
it.each(people)('who they are at school: %s', (_because, change, personId) => {
  const found = factsOf(change)?.atInstitution;
  const institution = 'merenveld.example';
  expect(found).toEqual(personId === undefined ? undefined : { institution, personId });
});

it('a role is by the word of the school they signed in by, and of no other', () => {
  const said = [
    'Student@merenveld.example',
    'employee@elders.example',
    'member',
    'a@b@merenveld.example',
  ];
  const asked = factsOf({ ...atSchool, eduperson_scoped_affiliation: said });
  const organisation = 'merenveld.example';
  expect(asked?.roles).toEqual([{ issuer, organisation, role: 'student', assertedAt: at }]);
  expect(factsOf({ eduperson_scoped_affiliation: said })?.roles).toEqual([]);
});

const named = (change: object) => factsOf(change)?.identifiers;

it('what somebody may be named by in a credential is what the login proved, and no address that nobody looked into', () => {
  const eduid = { type: 'eduID', value: claims.eduid };
  const email = { type: 'emailAddress', value: 'lena@voort.example' };
  expect(named({ email: email.value, email_verified: true })).toEqual([eduid, email]);
  for (const verified of [false, undefined, 'true', 1]) {
    expect(named({ email: email.value, email_verified: verified })).toEqual([eduid]);
  }
  const home = { schac_home_organization: 'hogeschool.example' };
  const name = { type: 'eduPersonPrincipalName', value: 's1@hogeschool.example' };
  expect(named({ ...home, eduperson_principal_name: name.value })).toEqual([eduid, name]);
  expect(named({ ...home, eduperson_principal_name: 's1@elders.example' })).toEqual([eduid]);
  expect(named({ eduperson_principal_name: name.value })).toEqual([eduid]);
});
