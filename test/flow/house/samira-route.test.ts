/**
 * Samira's own route, from choice to credit: a home behind a gateway, a host in version 5 or 6 of OEAPI, one in version 6, and
 * one that does not answer. On real servers, with every number.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalJson } from '../../../src/base/index.js';
import { programmeKeyOf } from '../../../src/records/index.js';
import { filesIn, manifestIn, recordsIn } from '../../fixtures/archive-files.js';
import { badge, zonnedael } from '../../fixtures/credentials.js';
import { allows } from '../../fixtures/guest.js';
import {
  agreements,
  bachelorAssociation,
  bachelorId,
  homeWorld,
  samira,
  silent,
  worldOfB,
  worldOfC,
  worldOfD,
} from '../../fixtures/own-route/samira.js';
import { openRoute, type RouteStage } from '../../fixtures/own-route/stage.js';
import { pdfText } from '../../fixtures/pdf-text.js';
import { home, hostB, hostC } from '../../fixtures/samiras-world.js';
import { ects, taken as takenAbroad, transcript } from '../../fixtures/transcripts.js';

// The machine is shared by all tests: slow is not wrong.
vi.setConfig({ testTimeout: 120_000 });
// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Data = any;

const forRecognition = { purpose: 'RECOGNITION_OF_PRIOR_LEARNING' } as const;
const marchEnd = '2026-03-31';
/** What the records of host B say, by the version in which it told them. */
const saidByB = new Map<5 | 6, string>();

describe.each([5, 6] as const)('with host B in version %s', (version) => {
  let stage: RouteStage<'h' | 'b' | 'c' | 'd'>;
  beforeAll(async () => {
    const who = {
      eduid: `6f1c0d2e-0000-4000-8000-00000000005${version}`,
      given_name: 'Samira',
      family_name: 'el Amrani',
      schac_home_organization: home.id,
      uids: [samira.personId],
      eduperson_scoped_affiliation: [`student@${home.id}`],
    };
    stage = await openRoute(
      {
        h: { world: homeWorld, isBehindGateway: true, isHome: true, agent: 'university' },
        b: { world: worldOfB, version, agent: 'roc' },
        c: { world: worldOfC, version: 6, agent: 'developer' },
        d: { world: worldOfD, isBehindGateway: true },
      },
      { agreements, who },
    );
    stage.schools.d.behave({ down: true });
    return () => stage.stop();
  }, 300_000);

  const ask = async (operation: string, variables: object = {}) => {
    const { data, codes } = await stage.asks(operation, variables);
    expect(codes, operation).toEqual([]);
    return data;
  };
  const offered = async (): Promise<Data> =>
    (await ask('SearchOfferings', { first: 100 })).offerings;
  const offeringCalled = async (title: string): Promise<Data> =>
    (await offered()).nodes.find((node: Data) => node.title === title) ??
    expect.unreachable(`no ${title}`);
  const plans = async (title: string): Promise<string> => {
    const { id } = await offeringCalled(title);
    return (await ask('PlanStep', { input: { offering: id } })).planStep.step;
  };
  const stepOf = async (id: string): Promise<Data> =>
    (await ask('MyRoute')).myRoute.steps.find((step: Data) => step.id === id);
  const told = async (id: string): Promise<string> => {
    const { state, by, reason } = await stepOf(id);
    return [state, by, reason].filter((word) => word !== null).join(' ');
  };
  const enrols = async (step: string): Promise<string> =>
    (await ask('EnrolStep', { input: { step, agreed: true } })).enrolStep.outcome;
  const ec = async (): Promise<Data> => {
    const { progress } = (await ask('MyRoute')).myRoute;
    const { earned, planned } = progress.find(({ unit }: Data) => unit === 'EC');
    return { earned, planned };
  };
  const mine = async (filter: object = {}): Promise<Data> =>
    (await ask('MyRecords', { first: 250, filter })).myRecords;
  /** Said by schools, said by herself, and why what is left out is. */
  const totals = async (): Promise<Data> => {
    const line = (await mine()).totals.find(({ unit }: Data) => unit === 'EC');
    const why = line.leftOut.map(({ because }: Data) => because).toSorted();
    return { value: line.value, own: line.selfDeclared, why };
  };
  const titled = async (title: string, recordType = 'RESULT'): Promise<Data> =>
    (await mine({ recordTypes: [recordType] })).nodes.find((node: Data) => node.title === title);
  const history = async (id: string): Promise<Data[]> =>
    (await ask('RecordHistory', { id })).recordHistory;
  const brings = async (document: unknown): Promise<Data> => {
    const text = typeof document === 'string' ? document : JSON.stringify(document);
    const content = Buffer.from(text).toString('base64');
    const input = { document: { content } };
    return (await ask('ImportDocument', { input })).importDocument.report;
  };
  const guestsOf = (key: 'b' | 'c') => stage.schools[key].enrolments();
  const lastAt = (key: 'b' | 'c') => guestsOf(key).at(-1) ?? expect.unreachable('nobody came');
  const geography = 'Gezondheidsgeografie';
  const statistics = 'Statistiek voor iedereen';
  let step: string;

  it('J1.1: she comes by eduID, her home is linked in that one step, her kluis is there, and her havo diploma is her own word', async () => {
    const { myAccount } = await ask('MyAccount');
    expect(
      myAccount.institutions.map(({ institution, state }: Data) => [institution.id, state]),
    ).toEqual([[home.id, 'CURRENT']]);
    const { viewer } = await ask('Viewer');
    expect(viewer).toMatchObject({ kind: 'LEARNER', displayName: 'Samira el Amrani' });
    const aligned = (framework: string) => ({
      type: ['Alignment'],
      targetType: `ext:${framework}`,
      targetName: `${framework} 4`,
      targetCode: '4',
    });
    const report = await brings(
      badge({
        achievement: {
          name: 'Diploma havo',
          achievementType: 'Diploma',
          alignment: [aligned('EQF'), aligned('NLQF')],
        },
      }),
    );
    expect(report.items).toHaveLength(1);
    const diploma = await titled('Diploma havo', 'DIPLOMA');
    expect(diploma).toMatchObject({
      assertedBy: 'IMPORT',
      level: { eqf: 4, nlqf: '4', derived: false },
    });
    expect(diploma.credits?.load ?? null).toBeNull();
    expect((await mine()).totals).toEqual([]);
  });

  it('J1.2: one list of all hosts says why she may take what, until when, in what language, with what load and where; the silent one is named', async () => {
    await stage.fill();
    const { nodes, institutions } = await offered();
    // biome-ignore format: a table is read in columns
    expect(
      nodes
        .map(({ title, institution, loads, languages, place, access, availability }: Data) =>
          [title, institution.id, loads.map(({ unit, value }: Data) => `${value} ${unit}`).join(), languages.join(), place, access.reason, access.agreement, availability.open ? 'OPEN' : availability.reason])
        .filter(([, institution, , , , , , open]: Data) => institution !== home.id || open === 'OPEN')
        .toSorted(),
    ).toEqual([
      ['Gezondheidsgeografie',     hostB.id, '2.5 EC', 'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'OPEN'],
      ['Klimaat in de stad',       hostB.id, '5 EC',   'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'ENROLMENT_CLOSED'],
      ['Rekenen met kaarten',      hostB.id, '5 EC',   'nl', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'FULL'],
      ['Rivieren van Europa',      hostC.id, '5 EC',   'nl', 'Bosstad',   'UNKNOWN',  null,                     'OPEN'],
      ['Stad en geschiedenis',     hostB.id, '5 EC',   'en', 'Merenstad', 'ALLIANCE', 'Alliantie EWUU',         'OPEN'],
      ['Statistiek voor iedereen', hostC.id, '5 EC',   'nl', 'Bosstad',   'OPEN',     'Open onderwijs Bosstad', 'OPEN'],
      ['Wonen en zorg',            home.id,  '5 EC',   'nl', 'Duinstad',  'OWN',      null,                     'OPEN'],
    ]);
    for (const { enrolment, availability } of nodes) {
      expect(enrolment).toEqual([
        { from: expect.any(String), until: expect.any(String), hasQueue: expect.anything() },
      ]);
      expect(availability.open || availability.sentence.length > 10).toBe(true);
    }
    const named = institutions.map(({ institution, problem }: Data) => [institution.id, problem]);
    expect(named.toSorted()).toEqual(
      [
        [home.id, null],
        [hostB.id, null],
        [hostC.id, null],
        [silent.id, 'NO_ANSWER'],
      ].toSorted(),
    );
    const quiet = institutions.find(({ institution }: Data) => institution.id === silent.id);
    expect(Math.abs(Date.now() - Date.parse(quiet.failingSince))).toBeLessThan(120_000);
    expect(quiet.sentence).toContain('geeft nu geen antwoord');
    expect(stage.gateway.asked).toContain('endpoint=h');
    expect(stage.gateway.asked).toContain('endpoint=d');
  });

  it('J1.2: what is closed or full cannot be chosen, and it is said why', async () => {
    for (const title of ['Klimaat in de stad', 'Rekenen met kaarten']) {
      const { id } = await offeringCalled(title);
      expect((await stage.asks('PlanStep', { input: { offering: id } })).codes).toEqual([
        'BAD_INPUT',
      ]);
    }
    expect((await ask('MyRoute')).myRoute).toBeNull();
  });

  it('J1.3: in her route it is planned: 2.5 EC planned, 0 earned', async () => {
    step = await plans(geography);
    expect(await told(step)).toBe('PLANNED');
    expect(await ec()).toEqual({ earned: '0', planned: '2.5' });
  });

  it('J1.3: asked for it is requested, with home associated and host pending still; with both it is enrolled', async () => {
    expect(await enrols(step)).toBe('SIGN_IN');
    expect(await allows(stage.browser, stage.house, 'samira')).toBe('/route');
    stage.schools.b.decide({ decide: 'pending' });
    await enrols(step);
    await expect.poll(() => told(step)).toBe('REQUESTED WAITING_FOR_HOST');
    expect(await stepOf(step)).toMatchObject({ homeState: 'ASSOCIATED', hostState: 'PENDING' });
    expect(guestsOf('b')).toMatchObject([
      { state: 'pending', remoteState: 'associated', home: home.id },
    ]);
    expect(await stage.schools.b.decideLater(lastAt('b').associationId, 'associated')).toBe(200);
    await expect.poll(() => told(step)).toBe('ENROLLED');
    expect(await stepOf(step)).toMatchObject({ homeState: 'ASSOCIATED', hostState: 'ASSOCIATED' });
    expect(await ec()).toEqual({ earned: '0', planned: '2.5' });
    stage.schools.b.decide(undefined);
  });

  it('J1.3: where the host says no it is denied by the host, with both states and its reason', async () => {
    const denied = await plans('Stad en geschiedenis');
    await enrols(denied);
    await expect.poll(() => told(denied)).toBe('DENIED HOST');
    const { homeState, hostState, request } = await stepOf(denied);
    expect([homeState, hostState]).toEqual(['ASSOCIATED', 'DENIED']);
    expect(request.message).toContain('laat nu geen gasten toe');
    await ask('RemoveStep', { id: denied });
    expect(await ec()).toEqual({ earned: '0', planned: '2.5' });
  });

  it('J1.4: she earned 37.5 EC, planned apart; the failed and the running course are left out, each with why', async () => {
    const other = await plans(statistics);
    await enrols(other);
    await expect.poll(() => told(other)).toBe('ENROLLED');
    expect(await ec()).toEqual({ earned: '0', planned: '7.5' });
    const own = await plans('Wonen en zorg');
    const done = { state: 'completed', pass: 'passed' } as const;
    const { b, c } = stage.schools;
    const atB = {
      ...done,
      score: '7.5',
      resultDate: marchEnd,
      studyLoad: { studyLoadUnit: 'ects', value: 2.5 },
      ext: { resultValueType: '1-10' },
    } as const;
    expect(await b.giveResult(lastOfGeography(), atB)).toBe(200);
    const five = { studyLoadUnit: 'ects', value: 5 } as const;
    const atC = { ...done, score: '8.1', resultDate: '2026-06-30', studyLoad: five };
    expect(await c.giveResult(lastAt('c').associationId, atC)).toBe(200);
    await expect.poll(() => told(step)).toBe('COMPLETED');
    await expect.poll(() => told(other)).toBe('COMPLETED');
    const { nodes } = await mine({ institutions: [hostC.id], recordTypes: ['RESULT'] });
    expect(nodes).toMatchObject([
      { assessment: { grade: '8.1', scale: 'GRADE_0_10_ONE_DECIMAL', pass: 'PASSED' } },
    ]);
    await ask('SyncInstitution', { institution: home.id });
    expect(await totals()).toEqual({
      value: '37.5',
      own: '0',
      why: ['NOT_PASSED', 'PROVISIONAL', 'PROVISIONAL'],
    });
    expect(await ec()).toEqual({ earned: '37.5', planned: '5' });
    await ask('RemoveStep', { id: own });
    expect(await ec()).toEqual({ earned: '37.5', planned: '0' });
  });

  /**
   * What may differ between the versions: the scale, whether it is final, the days of the enrolment, what was lost; and what
   * the home said, which version 5 takes and does not tell.
   */
  const comparable = async (): Promise<Data> => {
    const { nodes } = await mine({ institutions: [hostB.id] });
    return nodes.map(
      ({ id: _id, provenance: _when, remoteState: _home, assessment, ...rest }: Data) => {
        const { scale: _scale, final: _final, ...said } = assessment ?? {};
        return { ...rest, assessment: said };
      },
    );
  };

  it('J1.5: her result at B is of 31 March 2026, in her list, her route, its history and in an export', async () => {
    const result = await titled(geography);
    const { result: onRoute } = await stepOf(step);
    const [first] = await history(result.id);
    expect([result.issuedOn, onRoute.issuedOn, first.issuedOn]).toEqual([
      marchEnd,
      marchEnd,
      marchEnd,
    ]);
    const files = filesIn(await stage.takes('ExportEverything'));
    const kept = recordsIn(files).records.find(
      ({ institution, facets }) => facets['assessment'] && institution === hostB.id,
    );
    expect(kept?.facets.core['issuedOn']).toBe(marchEnd);
    expect(manifestIn(files).totals).toMatchObject([{ unit: 'EC', amount: '37.5' }]);
    const paper = await pdfText(await stage.takes('ExportOverview'));
    expect(paper).toContain('31 maart 2026');
    expect(paper).toContain('EC 37,5 0');
    saidByB.set(version, canonicalJson(await comparable()));
  });

  it('J1.6: sent again it is no version, corrected it is the second, and a later fail takes nothing', async () => {
    const { b } = stage.schools;
    const id = lastOfGeography();
    const { id: record } = await titled(geography);
    const atB = (score: string) => ({
      state: 'completed' as const,
      pass: 'passed' as const,
      score,
      resultDate: marchEnd,
      studyLoad: { studyLoadUnit: 'ects' as const, value: 2.5 },
      ext: { resultValueType: '1-10' },
    });
    const before = await history(record);
    expect(await b.giveResult(id, atB('7.5'))).toBe(200);
    expect(await history(record)).toEqual(before);
    expect(await b.giveResult(id, atB('8.0'))).toBe(200);
    const grades = async () =>
      (await history(record))
        .map(({ version: n, status, assessment }: Data) => [n, status, assessment.grade])
        .toSorted();
    await expect.poll(grades).toEqual([
      [1, 'SUPERSEDED', '7.5'],
      [2, 'CURRENT', '8.0'],
    ]);
    expect((await totals()).value).toBe('37.5');
    const resit = {
      associationId: '4d1b7c5e-0000-4000-8000-0000000000aa',
      associationType: 'courseOfferingAssociation',
      role: 'student',
      state: 'associated',
      offering: { ...geographyRun, course: geographyCourse },
      result: { ...atB('5'), pass: 'failed', resultDate: '2026-07-06' },
    };
    const document = JSON.stringify(resit);
    const { data, codes } = await stage.house.ask('roc', 'DeliverResults', {
      input: { learner: stage.webId, document },
    });
    expect([codes, data?.deliverResults.fault]).toEqual([[], null]);
    expect((await totals()).value).toBe('37.5');
  });
  const [geographyRun] = worldOfB.offerings;
  const [geographyCourse] = worldOfB.courses;
  const lastOfGeography = (): string =>
    guestsOf('b').find(({ offeringId }) => offeringId === geographyRun?.offeringId)
      ?.associationId ?? '';

  it('J1.7: a badge of C for the same course is asked about; said to be the same it counts once, and undone as before', async () => {
    const course = await titled(statistics);
    const report = await brings(
      badge({
        root: {
          id: 'https://zonnedael.example/credentials/stat',
          issuer: { ...zonnedael, name: course.institution.name },
          validFrom: '2026-06-30T12:00:00Z',
        },
        achievement: {
          name: statistics,
          ECTS: 5,
          type: ['Achievement', 'EducredentialAchievement'],
        },
      }),
    );
    const [{ id }] = report.items;
    const asked = async (): Promise<Data> =>
      (await ask('PossiblySame')).myRecords.nodes
        .find((node: Data) => node.id === id)
        .possiblySame.map(({ state }: Data) => state);
    expect(await asked()).toEqual(['ASKED']);
    const before = await totals();
    expect(before).toMatchObject({ value: '37.5', own: '5' });
    await ask('SayTheSame', { record: id, other: course.id, same: true });
    expect(await totals()).toMatchObject({ value: '37.5', own: '0' });
    await ask('UndoTheSame', { record: course.id, other: id });
    expect(await totals()).toEqual(before);
  });

  it('J1.8: with the bachelor delivered 187.5 EC, and 180 once its board lets the courses of B and C count for it', async () => {
    const { h } = stage.schools;
    h.amend(bachelorAssociation.associationId, {
      result: {
        state: 'completed',
        pass: 'passed',
        resultDate: '2026-11-20',
        studyLoad: { studyLoadUnit: 'ects', value: 180 },
      },
    });
    await ask('SyncInstitution', { institution: home.id });
    expect((await totals()).value).toBe('187.5');
    const board = stage.house.account('university').webId;
    await ask('GrantAccess', {
      input: {
        grantee: { person: board },
        purpose: forRecognition.purpose,
        scope: [{ types: ['RESULT'], institutions: [hostB.id, hostC.id] }],
        facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
      },
    });
    await ask('GrantAccess', {
      input: { grantee: { institution: home.id }, purpose: 'ENROLMENT', scope: [] },
    });
    const seen = await stage.house.ask(
      'university',
      'LearnerRecords',
      { learner: stage.webId },
      forRecognition,
    );
    for (const title of [geography, statistics]) {
      const record = seen.data.learner.records.nodes.find(
        (node: Data) => node.title === title && node.credits.earned === true,
      );
      const { data, codes } = await stage.house.ask(
        'university',
        'RecogniseResult',
        {
          input: {
            learner: stage.webId,
            record: record.id,
            programme: programmeKeyOf(home.id, bachelorId),
            decision: 'Telt mee als vrije keuze.',
            reference: `EC-${title.length}`,
            key: title,
          },
        },
        forRecognition,
      );
      expect([codes, data?.recogniseResult.changed]).toEqual([[], true]);
    }
    const after = await totals();
    expect(after.value).toBe('180');
    expect(after.why.filter((because: string) => because === 'PART_OF_COUNTED')).toHaveLength(6);
  });

  it('J1.10: her transcript from abroad is six nodes and 126 EC, her own word, with what is odd said', async () => {
    const before = await totals();
    const passed = (title: string, credits: number | undefined, parts: readonly string[] = []) =>
      takenAbroad({
        title,
        code: title,
        status: 'passed',
        instance: credits === undefined ? '' : ects(credits),
        parts,
      });
    const abroad = transcript({
      taken: [
        takenAbroad({
          title: 'Degree',
          type: 'Degree Programme',
          status: 'passed',
          instance: `${ects(120)}<attachments><ref>a1</ref></attachments>`,
          parts: [
            passed('The importance of &lt;br&gt; in HTML', 15),
            passed('HÃ¸st', undefined),
            passed('Optics', undefined),
          ],
        }),
        passed('Fjords', 3),
        passed('Algae', 3),
      ],
      document:
        '<attachment><identifier type="internal">a1</identifier><title>T</title><content>data:application/pdf;base64,JVBERi0x...</content></attachment>',
    });
    const content = Buffer.from(abroad).toString('base64');
    const { previewDocument } = await ask('PreviewDocument', { document: { content } });
    const report = await brings(abroad);
    expect(report.items).toHaveLength(6);
    const { issues, items } = previewDocument;
    const all = [...issues, ...items.flatMap((item: Data) => item.issues)];
    expect([...new Set(all.map(({ code }: Data) => code))].toSorted()).toEqual([
      'ATTACHMENT_NOT_DECODABLE',
      'CREDIT_ON_ANCESTOR_AND_DESCENDANT',
      'MOJIBAKE_SUSPECTED',
    ]);
    const after = await totals();
    expect(Number(after.own) - Number(before.own)).toBe(126);
    expect(after.value).toBe(before.value);
    const titles = (await mine()).nodes.map(({ title }: Data) => title);
    expect(titles).toContain('The importance of <br> in HTML');
    expect(stage.house.faults).toEqual([]);
  });
});

it('J1.9: host B says the same in version 6 as in version 5', () => {
  expect(saidByB.size).toBe(2);
  expect(saidByB.get(6)).toBe(saidByB.get(5));
});
