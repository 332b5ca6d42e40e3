import { expect, it } from 'vitest';
import { get, itemsOf, school } from './school.js';

const slow = await school('hogeschool');
const target = '/courses';
const statuses = async (count: number, path = target): Promise<readonly number[]> => {
  const all: number[] = [];
  for (let n = 0; n < count; n += 1) all.push((await get(slow, path)).status);
  return all;
};

it('a school without fault answers', async () => {
  slow.behave({});
  expect(await statuses(2)).toEqual([200, 200]);
});

it('every so many-th request fails, in the standard’s form, and says when to ask again', async () => {
  slow.behave({ failEvery: 3 });
  expect(await statuses(6)).toEqual([200, 200, 503, 200, 200, 503]);
  slow.behave({ failEvery: 1, retryAfterS: 7 });
  const { headers, body, status } = await get(slow, target);
  expect([status, headers.get('retry-after')]).toEqual([503, '7']);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status: '503', title: 'Service unavailable' });
});

it('a school that is asked too much says so', async () => {
  slow.behave({ tooMany: true });
  const { headers, body } = await get(slow, target);
  expect([body['status'], headers.get('retry-after')]).toEqual(['429', '1']);
});

it('a school that is down, or breaks off half-way, gives no answer', async () => {
  slow.behave({ down: true });
  await expect(get(slow, target)).rejects.toThrow('fetch failed');
  slow.behave({ cutAfter: 20 });
  await expect(get(slow, target)).rejects.toThrow('terminated');
});

it('a slow school takes its time', async () => {
  slow.behave({ delayMs: [120, 160] });
  const started = performance.now();
  expect(await statuses(2)).toEqual([200, 200]);
  expect(performance.now() - started).toBeGreaterThanOrEqual(2 * 115);
});

it('trouble can be at one address alone', async () => {
  slow.behave({ failEvery: 1, at: '/courses' });
  expect(await statuses(1, '/courses?pageSize=10')).toEqual([503]);
  expect(await statuses(1, '/organizations')).toEqual([200]);
});

it('what a school has in bulk is the same each time, and can be amended and removed', async () => {
  const bulk = { learner: 'samira', results: 300 } as const;
  const [one, two] = [await school('university', { bulk }), await school('university', { bulk })];
  expect(one.added).toEqual(two.added);
  expect(one.added.associationIds).toHaveLength(300);
  const [first = ''] = one.added.associationIds;
  one.amend(first, { result: { score: '9.5' } });
  const { body } = await get(one, `/associations/${first}`);
  expect(body['result']).toMatchObject({ score: '9.5', state: 'completed', pass: 'passed' });
  one.remove(first);
  expect((await get(one, `/associations/${first}`)).status).toBe(404);
  expect((await get(two, `/associations/${first}`)).status).toBe(200);
});

it('in mbo the bulk is in hours of study, elsewhere in half points', async () => {
  const bulk = { learner: 'barry', results: 40 } as const;
  for (const key of ['roc', 'hogeschool'] as const) {
    const big = await school(key, { bulk });
    const { body } = await get(big, '/courses?pageSize=250&q=%2C%20deel');
    expect(itemsOf(body)).toHaveLength(22);
    const [unit, sum] = Object.entries(big.added.earned)[0] ?? [];
    expect(unit).toBe(key === 'roc' ? 'sbu' : 'ects');
    expect((sum ?? 0) * 2).toBe(Math.round((sum ?? 0) * 2));
  }
});
