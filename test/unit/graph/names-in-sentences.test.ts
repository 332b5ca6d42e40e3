import { describe, expect, it } from 'vitest';
import { clientId, institutionId, recordKey, type WebId, webId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { alertSentence, type KnownNames, purposeWords } from '../../../src/flows/index.js';
import { sentenceOf } from '../../../src/graph/log-sentences.js';
import { type LogFacts, policyEvents } from '../../../src/ledger/index.js';

const samira = webId('https://pod.example/samira#me');
const noor = webId('https://advies.example/noor#me');
const wim = webId('https://advies.example/wim#me');
const client = clientId('https://leerkluis.example/page.json');
const texts = (nl: string, en: string) => [
  { language: 'nl', value: nl },
  { language: 'en', value: en },
];
const school = institutionId('merenveld.example');
const names: KnownNames = {
  people: new Map<WebId, string>([
    [noor, 'Noor Hendriks'],
    [samira, 'Samira el Amrani'],
  ]),
  organisations: new Map(),
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a name is all that is read of it
  institutions: new Map([
    [school, { id: school, name: texts('Universiteit Merenveld', 'Merenveld University') }],
  ]) as unknown as KnownNames['institutions'],
};
const adviser = { kind: 'role', issuer: 'https://inloggen.example', organisation: school } as const;
const toRole = granteeKey({ ...adviser, role: 'career-adviser' });
const keys = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    key: recordKey(`k${at}`),
    facets: ['core'] as const,
  }));

const look = { operation: 'Q', grants: [], epoch: 1, person: [], aggregates: [] } as const;
const read = (by: WebId, count: number, person: readonly 'name'[] = []): LogFacts => ({
  ...look,
  kind: 'READ',
  actor: { webId: by, client },
  purpose: 'CAREER_GUIDANCE',
  records: keys(count),
  person,
});
const changed = (event: string, more: object = {}): LogFacts => {
  const found = policyEvents.find((known) => known === event) ?? 'GRANTED';
  const actor = { webId: samira, client };
  return { kind: 'POLICY', event: found, actor, grants: [], purpose: 'ADMISSION', ...more };
};
const by = (person: WebId) => ({ actor: { webId: person, client } });

// biome-ignore format: a table is read in columns
const lines: readonly (readonly [string, LogFacts, string, string])[] = [
  ['who looked', read(noor, 12), 'Noor Hendriks bekeek 12 onderdelen van je gegevens (loopbaanbegeleiding).', 'Noor Hendriks looked at 12 of your records (career guidance).'],
  ['one', read(noor, 1), 'Noor Hendriks bekeek 1 onderdeel van je gegevens (loopbaanbegeleiding).', 'Noor Hendriks looked at 1 of your records (career guidance).'],
  ['somebody who never signed in', read(wim, 12), 'Iemand bekeek 12 onderdelen van je gegevens.', 'Somebody looked at 12 of your records.'],
  ['the learner, through an app', read(samira, 2), 'Een app die jij gebruikt bekeek 2 onderdelen van je gegevens (loopbaanbegeleiding).', 'An app that you use looked at 2 of your records (career guidance).'],
  ['a look at nothing', read(noor, 0), 'Noor Hendriks keek of je iets deelt (loopbaanbegeleiding).', 'Noor Hendriks looked whether you share anything (career guidance).'],
  ['who the learner is', read(noor, 0, ['name']), 'Noor Hendriks bekeek wie je bent (loopbaanbegeleiding).', 'Noor Hendriks looked at who you are (career guidance).'],
  ['a refusal', { kind: 'DENIED', ...by(noor), purpose: 'RESEARCH', operation: 'Q', because: 'ENDED' }, 'Noor Hendriks wilde kijken en kreeg niets te zien (onderzoek).', 'Noor Hendriks tried to look and was shown nothing (research).'],
  ['a school', { kind: 'WRITE', ...by(samira), institution: school, records: [] }, 'Universiteit Merenveld leverde resultaten.', 'Merenveld University delivered results.'],
  ['a school nobody knows any more', { kind: 'WRITE', ...by(samira), institution: 'weg.example', records: [] }, 'Een school leverde resultaten.', 'A school delivered results.'],
  ['a request', changed('ACCESS_REQUESTED', { ...by(noor), grantee: noor }), 'Noor Hendriks vroeg om toegang (toelating).', 'Noor Hendriks asked for access (admission).'],
  ['a yes', changed('GRANTED', { grantee: noor }), 'Je gaf Noor Hendriks toegang (toelating).', 'You gave Noor Hendriks access (admission).'],
  ['a yes of a guardian', changed('GRANTED', { ...by(wim), grantee: noor }), 'Je ouder of voogd gaf Noor Hendriks toegang (toelating).', 'Your parent or guardian gave Noor Hendriks access (admission).'],
  ['a yes to a role', changed('GRANTED', { grantee: toRole }), 'Je gaf elke loopbaanadviseur bij Universiteit Merenveld toegang (toelating).', 'You gave every career adviser at Merenveld University access (admission).'],
  ['a yes to write', changed('GRANTED', { grantee: granteeKey({ kind: 'institution', institution: school }) }), 'Je gaf Universiteit Merenveld toegang om resultaten in je kluis te zetten.', 'You gave Merenveld University access to put results in your kluis.'],
  ['a yes to nobody known', changed('GRANTED', { grantee: wim }), 'Je gaf toegang.', 'You gave access.'],
  ['a yes to an app', changed('GRANTED', { grantee: granteeKey({ kind: 'app', client }) }), 'Je gaf toegang.', 'You gave access.'],
  ['a stop', changed('REVOKED', { grantee: noor }), 'Je stopte de toegang voor Noor Hendriks.', 'You stopped the access for Noor Hendriks.'],
  ['a proposed step', changed('STEP_PROPOSED', { ...by(noor), grantee: noor }), 'Noor Hendriks stelde een stap voor je leerroute voor (toelating).', 'Noor Hendriks suggested a step for your route (admission).'],
  ['a step of somebody who never signed in', changed('STEP_PROPOSED', { ...by(wim), grantee: wim }), 'Iemand stelde een stap voor je leerroute voor.', 'Somebody suggested a step for your route.'],
  ['a yes to a step', changed('STEP_ACCEPTED', { grantee: noor }), 'Je nam een stap die Noor Hendriks voorstelde op in je leerroute.', 'You put a step that Noor Hendriks suggested in your route.'],
  ['a no to a step', changed('STEP_DECLINED', { grantee: noor }), 'Je zei nee op een stap die Noor Hendriks voorstelde.', 'You said no to a step that Noor Hendriks suggested.'],
  ['a pause', changed('PAUSED'), 'Je zette alle toegang stil.', 'You paused all access.'],
];

describe('the log tells who, by the name that is known', () => {
  it.each(lines)('%s', (_what, facts, nl, en) => {
    const line = { ...facts, seq: 1, at: '2026-09-15T10:00:00Z' };
    const told = ['nl-NL', 'en-GB'].map((tag) => sentenceOf({ self: samira, names }, line, [tag]));
    expect(told).toEqual([nl, en]);
  });

  it('whatever changed, with somebody who has no name nothing of a WebID is told', () => {
    for (const event of policyEvents) {
      const line = { ...changed(event, { ...by(wim), grantee: wim }), seq: 1, at: '' };
      expect(sentenceOf({ self: samira, names }, line, ['nl'])).toMatch(/^[^:]+(: [^:]+)?\.$/);
      expect(sentenceOf({ self: samira, names }, line, ['nl'])).not.toContain('example');
    }
  });
});

it('an alert names who, or nobody', () => {
  const who = { nl: 'Noor Hendriks', en: 'Noor Hendriks' };
  expect([alertSentence('REFUSED_TRY', who).nl, alertSentence('REFUSED_TRY').nl]).toEqual([
    'Noor Hendriks heeft of had toegang, wilde kijken en kreeg niets te zien.',
    'Iemand die toegang heeft of had, wilde kijken en kreeg niets te zien.',
  ]);
});

it('no two purposes have the same words', () => {
  const words = Object.values(purposeWords);
  expect(new Set(words.map(({ nl }) => nl)).size).toBe(words.length);
  expect(new Set(words.map(({ en }) => en)).size).toBe(words.length);
});
