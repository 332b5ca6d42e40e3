/** A place at a demo school, asked for by the product's own connector: in both versions of OEAPI, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch, institutionId } from '../../../src/base/index.js';
import { type DemoInstitution, startInstitution } from '../../../src/demo/institutions/index.js';
import { freePort } from '../../../src/embedded/index.js';
import {
  type Connection,
  connectOeapi,
  type EnrolAnswer,
  pushedDelivery,
  readPushed,
  sourceProblemOf,
  sourceProblems,
  wasUnheard,
  wrongInPushed,
} from '../../../src/institutions/index.js';
import type { CatalogueOffering } from '../../../src/records/index.js';

const host = {
  id: institutionId('merenveld.example'),
  name: [{ language: 'nl', value: 'Universiteit Merenveld' }],
};
const home = {
  id: institutionId('duinrand.example'),
  name: [{ language: 'nl', value: 'Hogeschool Duinrand' }],
};
const today = '2026-11-28T12:00:00Z';
const lena = { token: 'of-lena', mayStill: async () => true };

const wordOf = (answer: EnrolAnswer) =>
  answer.kind === 'ANSWERED' ? answer.word : expect.unreachable(answer.because);

describe.each([5, 6] as const)('as a guest, in version %i', (version) => {
  let school: DemoInstitution;
  let connection: Connection;
  let offerings: readonly CatalogueOffering[];
  const fetch = guardedFetch({ allowLoopback: true, methods: ['GET', 'POST', 'PATCH'] });
  beforeAll(async () => {
    school = await startInstitution('university', {
      port: 0,
      host: '127.0.0.1',
      version,
      now: () => new Date(today),
      credentials: {
        applicationId: 'leerkluis',
        password: 'demo',
        learnerTokens: async (token) =>
          token === 'of-lena'
            ? {
                person: {
                  givenName: 'Lena',
                  surname: 'de Boer',
                  mail: 'lena@post.example',
                  eduid: 'lena-at-eduid',
                },
              }
            : undefined,
      },
    });
    connection = connectOeapi({
      institution: host,
      version,
      baseUrl: school.url,
      credentials: { user: 'leerkluis', password: 'demo' },
      fetch,
      now: () => new Date(today),
    });
    const reading = await connection.readCatalogue({ find: async () => undefined });
    if (!reading.complete) throw new Error('the catalogue did not come whole');
    ({ offerings } = reading);
  }, 60_000);
  afterAll(async () => {
    await school.stop();
    await fetch.close();
  });

  const open = (at: number): CatalogueOffering => {
    const all = offerings.filter(
      ({ kind, enrolment, places }) =>
        kind === 'COURSE' &&
        enrolment.some(
          ({ from = '', until = '' }) => from <= '2026-11-28' && until >= '2026-11-28',
        ) &&
        (places?.max ?? 99) - (places?.enrolled ?? 0) - (places?.pending ?? 0) > 0,
    );
    return all[at] ?? expect.unreachable('nothing is open');
  };
  const asks = (offering: CatalogueOffering, token = 'of-lena'): Promise<EnrolAnswer> =>
    connection.askForPlace({
      kind: offering.kind,
      offeringId: offering.sourceId,
      home: 'ASSOCIATED',
      issuer: home,
      token,
      mayStill: async () => true,
    });
  it('asked twice it is one enrolment, whose host and home are both told', async () => {
    school.decide({ decide: 'associated' });
    const offering = open(0);
    const [first, again] = [wordOf(await asks(offering)), wordOf(await asks(offering))];
    expect(first.state).toEqual({ value: 'ASSOCIATED' });
    expect(again.associationId).toBe(first.associationId);
    expect(school.enrolments()).toMatchObject([{ state: 'associated', home: home.id }]);
    const place = { kind: offering.kind, associationId: first.associationId, ...lena };
    const document = await connection.readPlace(place);
    const { body: text = '', mediaType = '' } = document ?? {};
    const message = { text, mediaType, associationId: first.associationId };
    const delivery = pushedDelivery(host.id, 'lena', message, new Date(today));
    expect(wrongInPushed(delivery, host)).toBeUndefined();
    const [record] = readPushed(delivery, host).records;
    expect(record?.facets.core).toMatchObject({
      recordType: 'ENROLMENT',
      offering: { offeringId: offering.sourceId, ofId: offering.of.sourceId },
      enrolment: { state: { value: 'ASSOCIATED' } },
    });
    // Version 5 has it for writing alone.
    const remote = version === 6 ? { value: 'ASSOCIATED' } : undefined;
    expect(record?.facets.core.enrolment?.remoteState).toEqual(remote);
    const off = wordOf(await connection.callOff(place));
    expect(off.state).toEqual({ value: 'CANCELLED' });
    expect(school.enrolments()).toMatchObject([{ state: 'canceled', remoteState: 'canceled' }]);
  });

  // biome-ignore format: a table is read in columns
  const decisions = [
    ['denied',  { value: 'DENIED' }],
    ['queued',  { value: 'QUEUED' }],
    ['pending', { value: 'PENDING' }],
  ] as const;
  it.each(decisions)('is %s, in words for whoever asked', async (decide, state) => {
    school.decide({ decide });
    const word = wordOf(await asks(open(decisions.findIndex(([one]) => one === decide) + 1)));
    expect(word.state).toEqual(state);
    expect(word.message.map(({ language }) => language.slice(0, 2)).toSorted()).toEqual([
      'en',
      'nl',
    ]);
  });

  it('refuses a token that is nobody’s, and an offering that it has not', async () => {
    const offering = open(5);
    const nobody = await asks(offering, 'of-nobody');
    expect(nobody).toMatchObject({ kind: 'REFUSED', because: 'TOKEN' });
    const unknown = await asks({ ...offering, sourceId: '00000000-0000-4000-8000-000000000000' });
    expect(unknown).toMatchObject({ kind: 'REFUSED', because: 'NOT_ALLOWED' });
  });

  /** Where a place is asked for, in either version; what a service says of itself is asked for before. */
  const doors = ['/associations', '/course-offering-associations'];

  it('finds what is theirs there, also where nobody heard what it is called', async () => {
    const offering = open(6);
    const find = (token = 'of-lena', { kind, sourceId: offeringId } = offering) =>
      connection.findPlace({ ...lena, kind, offeringId, token });
    await asks(open(5));
    expect(await find()).toEqual({ kind: 'NONE' });
    school.behave({ cutAfter: 5, at: doors });
    expect(sourceProblems).toContain(await asks(offering).catch(sourceProblemOf));
    school.behave({});
    const found = await find();
    if (found.kind !== 'FOUND') throw new Error('it is not found');
    const { associationId, state } = found.word;
    expect(state.value).toBe(wordOf(await asks(offering)).state.value);
    expect(await find('of-nobody')).toEqual({ kind: 'UNKNOWN' });
    await connection.callOff({ ...lena, kind: offering.kind, associationId });
    expect(await find()).toEqual({ kind: 'NONE' });
  });

  it('says whether it may have heard a question that got no answer', async () => {
    const offering = open(7);
    const heard = async (at: Connection, token = 'of-lena') => {
      const asked = {
        kind: offering.kind,
        offeringId: offering.sourceId,
        home: 'PENDING',
      } as const;
      const failed = await at
        .askForPlace({ ...asked, token, mayStill: async () => true })
        .catch((error: unknown) => error);
      return !wasUnheard(failed);
    };
    school.behave({ cutAfter: 5, at: doors });
    expect(await heard(connection)).toBe(true);
    school.behave({ down: true, at: doors });
    expect(await heard(connection)).toBe(true);
    school.behave({ tooMany: true, at: doors });
    expect(await heard(connection)).toBe(false);
    school.behave({});
    const nobody = connectOeapi({
      institution: host,
      baseUrl: `http://127.0.0.1:${await freePort()}`,
      credentials: { user: 'leerkluis', password: 'demo' },
      fetch,
      now: () => new Date(today),
    });
    expect(await heard(nobody)).toBe(false);
  });

  it('is to be asked again where it gives no answer, or one that breaks off', async () => {
    const offering = open(8);
    for (const behaviour of [{ down: true }, { cutAfter: 5 }, { failEvery: 1 }]) {
      school.behave(behaviour);
      const problem = await asks(offering).catch(sourceProblemOf);
      expect(sourceProblems).toContain(problem);
    }
    school.behave({});
    expect(wordOf(await asks(offering)).associationId).not.toBe('');
  });
});
