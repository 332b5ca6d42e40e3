import { describe, expect, it } from 'vitest';
import {
  demoInstitutions,
  demoPeople,
  type InstitutionKey,
  type LearnerKey,
  rocAssociations,
  specialCanaries,
  universityAssociations,
} from '../../../src/demo/institutions/index.js';
import { asObject, get, isObject, itemsOf, type Json, school } from './school.js';

const schools = {
  roc: await school('roc'),
  university: await school('university'),
  hogeschool: await school('hogeschool'),
};

const resultOf = (item: Json): Json => (isObject(item['result']) ? item['result'] : {});
const associationsOf = async (
  at: InstitutionKey,
  learner: LearnerKey,
): Promise<readonly Json[]> => {
  const { personId } = demoPeople[at][learner];
  return itemsOf((await get(schools[at], `/persons/${personId}/associations?pageSize=50`)).body);
};

/** Small and apart from the product: passed and completed with a load, in tenths, per unit. */
function sum(items: readonly Json[]): { counted: number; earned: Json } {
  const loads = items
    .map(resultOf)
    .filter(({ state, pass }) => state === 'completed' && pass === 'passed')
    .flatMap(({ studyLoad }) => (isObject(studyLoad) ? [studyLoad] : []));
  const tenths = new Map<string, number>();
  for (const { studyLoadUnit, value } of loads) {
    const unit = String(studyLoadUnit);
    tenths.set(unit, (tenths.get(unit) ?? 0) + Math.round(Number(value) * 10));
  }
  const earned = Object.fromEntries([...tenths].map(([unit, all]) => [unit, all / 10]));
  return { counted: loads.length, earned };
}

const both = ['roc', 'university'] as const;
const all = [...both, 'hogeschool'] as const;
const pairs = all.flatMap((at) => (['samira', 'barry'] as const).map((who) => [at, who] as const));

it.each(pairs)('the %s keeps its promises about %s', async (at, learner) => {
  const items = await associationsOf(at, learner);
  const { personId, eppn, results: _joined, ...promised } = demoPeople[at][learner];
  const withResult = items.filter((item) => isObject(item['result'])).length;
  expect({ associations: items.length, withResult, ...sum(items) }).toEqual(promised);
  const { body } = await get(schools[at], `/persons/${personId}`);
  expect(body['otherCodes']).toContainEqual({ codeType: 'userName', code: eppn });
  expect(eppn.endsWith(`@${demoInstitutions[at].id}`)).toBe(true);
});

it('each school names itself as its metadata says', async () => {
  for (const at of all) {
    const { body } = await get(schools[at], '/organizations?organizationType=root');
    const { id, brin, name } = demoInstitutions[at];
    expect(itemsOf(body)).toMatchObject([
      {
        primaryCode: { codeType: 'schacHome', code: id },
        otherCodes: [{ codeType: 'brin', code: brin }],
        name: [{ value: name.nl }, { value: name.en }],
      },
    ]);
  }
});

it('no address, mail or host outside .example', async () => {
  for (const [at, learner] of pairs) {
    const { body } = await get(schools[at], `/persons/${demoPeople[at][learner].personId}`);
    expect(body['mail']).toMatch(/\.example$/);
    expect(demoInstitutions[at].id).toMatch(/\.example$/);
  }
});

describe('what a reader must be able to handle is there', () => {
  it('two attempts at one test: the first final and irregular, the second not final', async () => {
    const first = await get(schools.roc, `/associations/${rocAssociations.barryIrregular}`);
    const second = await get(schools.roc, `/associations/${rocAssociations.barryProvisional}`);
    expect(JSON.stringify(first.body)).toContain(specialCanaries.irregularities);
    expect(JSON.stringify(second.body)).toContain(specialCanaries.personalNeeds);
    expect(resultOf(first.body)['consumers']).toMatchObject([{ final: true, rawScore: 41 }]);
    expect(resultOf(second.body)['consumers']).toMatchObject([{ final: false, maxRawScore: 75 }]);
    expect(second.body['consumers']).toMatchObject([
      { attempt: 2, orgAssociationId: rocAssociations.barryIrregular },
    ]);
  });

  it('special texts stand with those two associations and nowhere else', async () => {
    const seen: string[] = [];
    for (const [at, learner] of pairs)
      for (const item of await associationsOf(at, learner))
        if (/kanarie/.test(JSON.stringify(item))) seen.push(String(item['associationId']));
    expect(seen.toSorted()).toEqual(
      [rocAssociations.barryIrregular, rocAssociations.barryProvisional].toSorted(),
    );
  });

  it('a failed 4.8, a remark, a mark without a scale, a word unknown to the standard', async () => {
    const items = await associationsOf('university', 'samira');
    const results = items.map(resultOf);
    expect(results.filter(({ pass, score }) => pass === 'failed' && score === '4.8')).toHaveLength(
      1,
    );
    expect(results.filter(({ comment }) => comment !== undefined)).toHaveLength(1);
    const unscaled = items.filter((item) => !('resultValueType' in asObject(item['offering'])));
    expect(unscaled.map(resultOf)).toMatchObject([{ score: 'voldoende' }]);
    const types = items.map((item) => asObject(item['academicSession'])['academicSessionType']);
    expect(types).toContain('x-zomerblok');
  });

  it('the same association id and the same course code at both schools, for different things', async () => {
    expect(rocAssociations.samiraShared).toBe(universityAssociations.samiraShared);
    const names: unknown[] = [];
    for (const at of both) {
      const target = `/associations/${rocAssociations.samiraShared}?expand=offering`;
      names.push(asObject((await get(schools[at], target)).body['offering'])['name']);
      expect(itemsOf((await get(schools[at], '/courses?primaryCode=COM-101')).body)).toHaveLength(
        1,
      );
    }
    expect(names[0]).not.toEqual(names[1]);
  });
});
