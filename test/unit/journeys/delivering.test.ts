/** What an institution sends by itself, as far as its bytes alone decide, wherever the process runs. */
import { describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import {
  onBase,
  pushedDelivery,
  readPushed,
  wrongInPushed,
} from '../../../src/institutions/index.js';
import { contentHash } from '../../../src/records/index.js';
import { inZone, zones } from '../../fixtures/in-zones.js';
import { association, course, courseOffering, exam, result, roc } from '../../fixtures/oeapi-v5.js';

const patchType = 'application/merge-patch+json';
const sends = (document: unknown, mediaType = 'application/json', associationId?: string) =>
  pushedDelivery(
    roc.id,
    'samira',
    { text: JSON.stringify(document), mediaType, ...(associationId && { associationId }) },
    new Date('2026-07-01T08:00:00Z'),
  );
const whole = association({ offering: courseOffering({ course: course() }) });
const organization = (code: string) => ({ primaryCode: { codeType: 'schacHome', code } });

const after = (patch: unknown) => {
  const id = String(exam()['associationId']);
  const patched = onBase(sends(patch, patchType, id), { association: exam(), lookups: [] });
  const records = readPushed(patched, roc).records.map(({ facets }) => facets);
  return records.find(({ core }) => core.recordType === 'RESULT')?.assessment;
};

describe.each(zones)('in %s', (zone) => {
  inZone(zone);

  it('J5.1: a message that names another organisation is refused, in either version', () => {
    const others = organization('andere-school.example');
    const inV5 = { ...whole, offering: courseOffering({ course: course(), organization: others }) };
    const inV6 = { ...whole, offering: undefined, courseOffering: { organisation: others } };
    expect(wrongInPushed(sends(inV5), roc)).toEqual({
      path: '/offering/organization',
      code: 'ANOTHERS_NAME',
    });
    expect(wrongInPushed(sends(inV6), roc)?.code).toBe('ANOTHERS_NAME');
    const own = courseOffering({ course: course(), organization: organization(roc.id) });
    expect(wrongInPushed(sends({ ...whole, offering: own }), roc)).toBeUndefined();
  });

  it('J5.2: the same message is the same delivery and says the same; of another school it is another', () => {
    const [one, two] = [sends(whole), sends(whole)];
    expect(two).toEqual(one);
    const said = [one, two].map((each) =>
      readPushed(each, roc).records.map(({ key, facets }) => [key, contentHash(facets)]),
    );
    expect(said[1]).toEqual(said[0]);
    expect(said[0]).toHaveLength(2);
    const other = { id: institutionId('andere-school.example'), name: [] };
    const keys = readPushed(one, other).records.map(({ key }) => key);
    expect(said[0]?.map(([key]) => key)).not.toEqual(keys);
  });

  it('J5.3: what is wrong is pointed at, by the place in the message', () => {
    const gisteren = { ...whole, result: result({ resultDate: 'gisteren' }) };
    expect(
      wrongInPushed(sends({ items: [whole, { ...gisteren, associationId: 'a-2' }] }), roc),
    ).toEqual({
      path: '/items/1/result/resultDate',
      code: 'DATE_UNREADABLE',
    });
    expect(wrongInPushed(sends({ ...whole, role: 'lecturer' }), roc)).toMatchObject({
      path: '/role',
    });
  });

  it('J3.8: of a merge patch what is not named stays, null removes and an empty list empties', () => {
    const before = after({ result: {} });
    expect(before).toMatchObject({ weightPercent: 60, rawScore: 65, maxRawScore: 75 });
    expect(after({ result: { score: '9' } })).toEqual({ ...before, score: '9' });
    const { weightPercent: _gone, ...light } = before ?? {};
    expect(after({ result: { weight: null } })).toEqual(light);
    expect(after({ result: { consumers: [] } })).not.toHaveProperty('rawScore');
  });

  it('J3.8: null for all of a result takes the result away, and a result that a whole message leaves out does not', () => {
    const [, graded] = readPushed(sends(whole), roc).records;
    const id = String(whole['associationId']);
    const patch = (said: object) =>
      onBase(sends(said, patchType, id), { association: whole, lookups: [] });
    const { records, withdrawn } = readPushed(patch({ result: null }), roc);
    expect([records.map(({ key }) => key === graded?.key), withdrawn]).toEqual([
      [false],
      [graded?.key],
    ]);
    expect(readPushed(patch({ state: 'associated' }), roc).withdrawn).toEqual([]);
    const { result: _none, ...bare } = whole;
    for (const said of [bare, { ...bare, result: null }]) {
      expect(readPushed(sends(said), roc).withdrawn).toEqual([]);
    }
  });
});
