/** A bachelor beside its parts, and a transcript from abroad. */
import { expect, it } from 'vitest';
import { programmeKeyOf } from '../../../../src/records/index.js';
import { bachelorAssociation, bachelorId } from '../../../fixtures/own-route/samira.js';
import { abroad } from '../../../fixtures/own-route/samira-papers.js';
import { home, hostB, hostC } from '../../../fixtures/samiras-world.js';
import { geography, statistics } from './samira-chooses.js';
import type { RouteStage } from './stage.js';
import { walkerOf } from './steps.js';

type Data = any;

const forRecognition = { purpose: 'RECOGNITION_OF_PRIOR_LEARNING' } as const;

/** Her home says that she has her bachelor, and it is fetched. */
export async function deliversBachelor(stage: RouteStage): Promise<void> {
  stage.school('h').amend(bachelorAssociation.associationId, {
    result: {
      state: 'completed',
      pass: 'passed',
      resultDate: '2026-11-20',
      studyLoad: { studyLoadUnit: 'ects', value: 180 },
    },
  });
  const { codes } = await stage.asks('SyncInstitution', { institution: home.id });
  expect(codes).toEqual([]);
}

const lets = async (stage: RouteStage, input: object): Promise<void> =>
  expect((await stage.asks('GrantAccess', { input })).codes).toEqual([]);
/** The board of her home sees what she learned at the hosts. */
export const letsBoardSee = (stage: RouteStage): Promise<void> =>
  lets(stage, {
    grantee: { person: stage.house.account('university').webId },
    purpose: forRecognition.purpose,
    scope: [{ types: ['RESULT'], institutions: [hostB.id, hostC.id] }],
    facets: ['CORE', 'CREDITS', 'ASSESSMENT'],
  });
const letsHomeAdd = (stage: RouteStage): Promise<void> =>
  lets(stage, { grantee: { institution: home.id }, purpose: 'ENROLMENT', scope: [] });

/** The board lets both courses count for her bachelor. */
export async function boardRecognises(stage: RouteStage): Promise<void> {
  const { house, webId: learner } = stage;
  const seen = await house.ask('university', 'LearnerRecords', { learner }, forRecognition);
  for (const title of [geography, statistics]) {
    const { id: record } = seen.data.learner.records.nodes.find(
      (node: Data) => node.title === title && node.credits.earned === true,
    );
    const programme = programmeKeyOf(home.id, bachelorId);
    const said = { decision: 'Telt mee als vrije keuze.', reference: 'EC-2026-12' };
    const input = { learner, record, programme, ...said, key: title };
    const { data, codes } = await house.ask(
      'university',
      'RecogniseResult',
      { input },
      forRecognition,
    );
    expect([codes, data?.recogniseResult.changed]).toEqual([[], true]);
  }
}

export function samiraIsWhole(stage: () => RouteStage): void {
  const { ask, mine, totals, brings } = walkerOf(stage);

  it('J1.8: with the bachelor delivered 187.5 EC, and 180 once its board lets the courses of B and C count for it', async () => {
    await deliversBachelor(stage());
    expect((await totals()).value).toBe('187.5');
    await letsBoardSee(stage());
    await letsHomeAdd(stage());
    await boardRecognises(stage());
    const after = await totals();
    expect(after.value).toBe('180');
    expect(after.why.filter((because: string) => because === 'PART_OF_COUNTED')).toHaveLength(6);
  });

  it('J1.10: her transcript from abroad is six nodes and 126 EC, her own word, with what is odd said', async () => {
    const before = await totals();
    const content = Buffer.from(abroad).toString('base64');
    const { previewDocument } = await ask('PreviewDocument', { document: { content } });
    const report = await brings(abroad);
    expect(report.items).toHaveLength(6);
    const { issues, items } = previewDocument;
    const all = [...issues, ...items.flatMap((item: Data) => item.issues)];
    expect(new Set(all.map(({ code }: Data) => code))).toEqual(
      new Set([
        'ATTACHMENT_NOT_DECODABLE',
        'CREDIT_ON_ANCESTOR_AND_DESCENDANT',
        'MOJIBAKE_SUSPECTED',
      ]),
    );
    const after = await totals();
    expect(Number(after.own) - Number(before.own)).toBe(126);
    expect(after.value).toBe(before.value);
    const titles = (await mine()).nodes.map(({ title }: Data) => title);
    expect(titles).toContain('The importance of <br> in HTML');
    expect(stage().house.faults).toEqual([]);
  });
}
