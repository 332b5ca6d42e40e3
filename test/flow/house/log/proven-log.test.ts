import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../../../src/cli.js';
import { verifyChain } from '../../../../src/ledger/index.js';
import { verdictOn, verifyLogFile } from '../../../../src/verify-log.js';
import {
  grantsUniversityResults,
  readsSamira,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../../fixtures/house.js';
import { type LogStage, logStage } from './steps.js';

let house: TestHouse;
let stage: LogStage;
beforeAll(async () => {
  house = await openHouse();
  stage = await logStage(house);
  await grantsUniversityResults(house);
  await readsSamira(house);
  return async () => {
    await stage.close();
    await house.stop();
  };
}, 120_000);

interface Segment {
  readonly rows: Parameters<typeof verifyChain>[0];
}

describe('the copies in the pod', () => {
  it('hold the log in exact rows, and a head that we signed', async () => {
    await stage.keep();
    const { ledger } = house.running.house;
    const segment = (await stage.inPod('1.json')) as Segment;
    expect(segment.rows).toEqual(await ledger.log.chain(stage.learner));
    const head = await ledger.log.head(stage.learner);
    expect(await stage.inPod('head.json')).toMatchObject(head);
    expect(verifyChain(segment.rows, head)).toMatchObject({ whole: true });
    expect(await stage.verify()).toMatchObject({
      whole: true,
      lines: head.seq,
      erased: 0,
      brokenAt: null,
      podCopy: 'MATCHES',
      head: { seq: head.seq, hash: head.hash },
    });
  });

  it('come by themselves after a change that the pod has followed', async () => {
    await revokesAll(house);
    await expect
      .poll(() => stage.verify(), { timeout: 10_000 })
      .toMatchObject({ podCopy: 'MATCHES' });
  });

  it('are behind while lines are on their way, and nothing is copied twice', async () => {
    await readsSamira(house);
    await house.ask('samira', 'MyAccessLog');
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'BEHIND' });
    await stage.keep();
    const before = await stage.inPod('head.json');
    await stage.keep();
    expect(await stage.inPod('head.json')).toEqual(before);
    expect(await stage.verify()).toMatchObject({ podCopy: 'MATCHES' });
  });

  it('nobody but the learner, their self agent and the builder can read', async () => {
    const at = `${stage.storage}consent/log/head.json`;
    expect((await fetch(at)).status).toBe(401);
  });

  it('cannot be read while the pod is away, which is said; the copy is made later', async () => {
    await stage.keep();
    house.proxy.setDown(true);
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'UNREACHABLE', head: null });
    house.proxy.setDown(false);
    expect(await stage.verify()).toMatchObject({ podCopy: 'MATCHES' });
  });
});

const taken = async (): Promise<string> =>
  (await house.ask('samira', 'ExportMyLog')).data.exportMyLog;

describe('a log that is taken along', () => {
  it('is found whole with nothing but the file, and with keys from elsewhere', async () => {
    await stage.keep();
    const folder = await mkdtemp(join(tmpdir(), 'leerkluis-log-'));
    const [file, keys] = [join(folder, 'log.jsonl'), join(folder, 'jwks.json')];
    await writeFile(file, await taken());
    const jwks = await fetch(`${house.setup.issuerOrigin}/attestation/jwks`);
    await writeFile(keys, await jwks.text());
    const said: string[] = [];
    expect(await verifyLogFile(file, undefined, (text) => said.push(text))).toBe(true);
    expect(await verifyLogFile(file, keys, (text) => said.push(text))).toBe(true);
    await rm(folder, { recursive: true });
    expect(said.join(' ')).toContain('This log is whole');
    expect(said.join(' ')).not.toContain('http');
  });

  it('is not believed with one byte of it changed, wherever that is', async () => {
    const text = await taken();
    const step = Math.max(1, Math.floor(text.length / 400));
    const unseen: number[] = [];
    for (let at = 0; at < text.length; at += step) {
      const other = text[at] === '0' ? '1' : '0';
      const { ok } = await verdictOn(`${text.slice(0, at)}${other}${text.slice(at + 1)}`);
      if (ok) unseen.push(at);
    }
    expect(unseen).toEqual([]);
  });

  it('is checked by the command line, which ends with 0 for a log that is right and 1 for another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leerkluis-log-'));
    const text = await taken();
    const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const codes: unknown[] = [];
    const at = text.indexOf('"seq":2');
    for (const content of [text, `${text.slice(0, at)}"seq":7${text.slice(at + 7)}`]) {
      const file = join(folder, 'log.jsonl');
      await writeFile(file, content);
      process.exitCode = 0;
      await run(['node', 'leerkluis', 'verify-log', file]);
      codes.push(process.exitCode);
    }
    const said = printed.mock.calls.map(([line]) => String(line));
    printed.mockRestore();
    process.exitCode = 0;
    await rm(folder, { recursive: true });
    expect(codes).toEqual([0, 1]);
    expect(said[0]).toMatch(
      /^This log is whole: \d+ lines, 0 of them erased, signed up to line \d+ by /,
    );
    expect(said[1]).toMatch(/^This log is not right at line \d+: /);
  });

  it('is not believed with its end cut off, or when somebody else signed', async () => {
    const lines = (await taken()).trimEnd().split('\n');
    expect(await verdictOn(`${lines.slice(0, -1).join('\n')}\n`)).toMatchObject({ ok: false });
    expect(await verdictOn(`${lines.join('\n')}\n`, { keys: [] })).toMatchObject({ ok: false });
  });
});

describe('the log by day, and what is news in it', () => {
  it('tells who looked how often, in one row a day', async () => {
    const { data } = await house.ask('samira', 'MyLogByDay');
    const noor = house.account('adviser').webId;
    const row = data.myLogByDay.nodes.find(({ actor }: { actor: string }) => actor === noor);
    expect(row).toMatchObject({ purpose: 'CAREER_GUIDANCE', looks: 1, refused: 1 });
    expect(row.records).toBeGreaterThan(0);
    expect(row.sentence).toMatch(
      /^Noor Hendriks keek 1 keer en zag \d+ onderdelen \(loopbaanbegeleiding\)\. 1 keer kreeg/,
    );
  });

  it('goes on where a page ended', async () => {
    await house.ask('samira', 'MyRecords');
    const { data } = await house.ask('samira', 'MyLogByDay', { first: 1 });
    const { nodes, pageInfo } = data.myLogByDay;
    expect(nodes).toHaveLength(1);
    const next = await house.ask('samira', 'MyLogByDay', { first: 1, after: pageInfo.endCursor });
    expect(next.data.myLogByDay.nodes).not.toEqual(nodes);
    const nonsense = await house.ask('samira', 'MyLogByDay', { after: 'yesterday' });
    expect(nonsense.codes).toEqual(['BAD_INPUT']);
  });

  it('says what is new, until the learner puts it aside', async () => {
    await stage.keep();
    const { data } = await house.ask('samira', 'MyAlerts');
    const kinds = data.myAlerts.nodes.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['REFUSED_TRY', 'FIRST_USE']);
    const { id } = data.myAlerts.nodes[0];
    const done = await house.ask('samira', 'DismissAlert', { id });
    expect(done.data.dismissAlert.dismissedAt).not.toBeNull();
    const left = await house.ask('samira', 'MyAlerts');
    expect(left.data.myAlerts.nodes).toHaveLength(1);
    const others = await house.ask('barry', 'DismissAlert', { id });
    expect(others.codes).toEqual(['NOT_FOUND']);
  });

  it.each(['VerifyMyLog', 'ExportMyLog', 'MyLogByDay', 'MyAlerts'])(
    '%s is for learners alone',
    async (operation) => {
      expect((await house.ask('adviser', operation)).codes).toEqual(['FORBIDDEN']);
    },
  );
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
