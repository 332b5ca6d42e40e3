import type { TestHouse } from '../../../fixtures/house.js';

/** What schools say to Samira of her results. */
export async function commentsOf(house: TestHouse): Promise<readonly string[]> {
  const query = `query Own { myRecords(first: 250) { nodes { feedback { ... on Feedback { comment } } } } }`;
  const { data } = await house.ask('samira', 'Own', {}, { query });
  return data.myRecords.nodes.flatMap(({ feedback }: any) => feedback.comment ?? []);
}

/** The last words that a school pushed, and after which nothing came by another door. */
export const wordsSentTo = (house: TestHouse, institution: string) =>
  house.running.house.ledger.db.em().execute<unknown[]>(
    `select k.record_key, k.content_hash from known_record k where k.institution = ?
       and 'PUSH' = (select i.channel from outbox_item i where i.learner_id = k.learner_id
         and k.record_key = any(i.record_keys) order by i.seq desc limit 1) order by 1`,
    [institution],
  );

/** All that an answer tells, but for the time of day. */
export async function toldOf(answer: Response) {
  const { date: _now, ...headers } = Object.fromEntries(answer.headers);
  return [answer.status, headers, await answer.text()];
}
