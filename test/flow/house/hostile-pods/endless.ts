import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  grantsUniversityResults,
  readsSamira,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import { byteByByte, withoutEnd } from '../../../fixtures/endless-server.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { newestGrant } from '../kept-true/steps.js';

/** Over the cap of 1.5 MB: what lies in the sockets on the way. */
const underWay = 30_000_000;

/** What is not all is an error, or says that it is a part. */
export function endlessPods(opened: () => TestHouse): void {
  let house: TestHouse;
  let sent = 0;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));
  afterEach(() => house.proxy.instead(() => undefined));

  async function* counted(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of body) {
      sent += piece.byteLength;
      yield piece;
    }
  }
  const answers = (address: string, body: () => AsyncIterable<Buffer>): void => {
    sent = 0;
    const { pathname } = new URL(address);
    house.proxy.instead(({ path }) => (path === pathname ? counted(body()) : undefined));
  };
  const good = '{"person":{},"records":[]}';

  describe('a view', () => {
    it('attack 33: that never ends is read up to the cap: UPSTREAM, and not the empty list it began with', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      answers(grant.view, () => withoutEnd(good));
      const { codes, data } = await readsSamira(house);
      expect([codes, data]).toEqual([['UPSTREAM'], { learner: null }]);
      expect(sent).toBeLessThan(underWay);
      house.proxy.instead(() => undefined);
      expect((await readsSamira(house)).codes).toEqual([]);
    });

    it('attack 33: that comes byte by byte is given up: UPSTREAM', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      answers(grant.view, () => byteByByte(50));
      expect((await readsSamira(house)).codes).toEqual(['UPSTREAM']);
    });

    it('attack 33: that never ends beside a good one makes a part, and says so', async () => {
      await grantsUniversityResults(house);
      const whole = await readsSamira(house);
      await grantsUniversityResults(house, {
        scope: [{ types: ['RESULT'], issuedFrom: '2020-01-01' }],
      });
      const { grant } = await newestGrant(house);
      answers(grant.view, () => withoutEnd(good));
      const { codes, data } = await readsSamira(house);
      expect(codes).toEqual([]);
      expect(data.learner.records.view.partial).toBe(true);
      expect(data.learner.records.count).toBe(whole.data.learner.records.count);
    });
  });

  it('attack 33: a learner’s own index or bundle that never ends: UPSTREAM, to themself too', async () => {
    const { podRoot } = house.account('samira');
    answers(`${podRoot}edu/index.json`, () => withoutEnd('{"bundles":[],"deliveries":[]}'));
    expect((await house.ask('samira', 'MyRecords')).codes).toEqual(['UPSTREAM']);
    expect(sent).toBeLessThan(underWay);
  });

  it('attack 33: a grant’s document that never ends is the pod’s trouble, and ends no grant', async () => {
    await grantsUniversityResults(house);
    const { at } = await newestGrant(house);
    answers(at, () => withoutEnd('{}'));
    // The builder takes 20 MB.
    await house.running.workshop.build.fetch(at).then(
      () => expect.unreachable(),
      (error: unknown) => expect(error).toMatchObject({ kind: 'PodUnreachable' }),
    );
    expect(sent).toBeLessThan(20_000_000 + underWay);
    expect((await newestGrant(house)).grant.state).toBe('ACTIVE');
  });
}
