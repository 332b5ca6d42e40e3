import { Worker } from 'node:worker_threads';
import { sha256Hex } from './base/index.js';
import type { DidAnswer, Examined, ExaminedList, Examiner } from './credentials/index.js';

/** What the thread is asked. */
export interface Job {
  readonly id: number;
  readonly kind: 'CREDENTIAL' | 'LIST';
  readonly bytes: Uint8Array;
  readonly dids: readonly (readonly [string, DidAnswer])[];
}
export interface JobDone {
  readonly id: number;
  readonly examined?: Examined;
  readonly list?: ExaminedList;
}

interface Waiting {
  readonly job: Job;
  readonly tell: (done: JobDone) => void;
}

/** Honest ones take some ten milliseconds; what takes this long was made to. */
const patienceMs = 5000;

const given = ({ id, kind, bytes }: Job): JobDone =>
  kind === 'LIST'
    ? { id, list: { finding: { code: 'TOO_COMPLEX' } } }
    : {
        id,
        examined: {
          digest: sha256Hex(bytes),
          form: 'OTHER',
          proof: 'UNSUPPORTED',
          keys: [],
          status: [],
          findings: [{ code: 'TOO_COMPLEX' }],
        },
      };

/**
 * Examines in a thread of its own, one after the other, so that a hundred signatures keep nobody waiting. What takes too long
 * ends with its thread; the next one gets a new thread.
 */
export function examinerInThread(
  patience = patienceMs,
): Examiner & { readonly close: () => Promise<void> } {
  const queue: Waiting[] = [];
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let last = 0;
  let isClosed = false;

  const finish = (done: JobDone): void => {
    clearTimeout(timer);
    queue.shift()?.tell(done);
    next();
  };
  const giveUp = (): void => {
    const [head] = queue;
    void thread?.terminate();
    thread = undefined;
    if (head !== undefined) finish(given(head.job));
  };
  const begin = (): Worker => {
    const begun = new Worker(new URL('./examiner-thread.js', import.meta.url));
    begun.unref();
    // What a thread that was given up had answered already is no answer to the next question.
    begun.on('message', (done: JobDone) => {
      if (thread === begun && queue[0]?.job.id === done.id) finish(done);
    });
    begun.on('error', () => thread === begun && giveUp());
    return begun;
  };
  function next(): void {
    const [head] = queue;
    if (head === undefined || isClosed) return;
    thread ??= begin();
    timer = setTimeout(giveUp, patience);
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    thread.postMessage(head.job);
  }
  const ask = (job: Omit<Job, 'id'>): Promise<JobDone> =>
    new Promise((tell) => {
      last += 1;
      if (isClosed) return tell(given({ ...job, id: last }));
      queue.push({ job: { ...job, id: last }, tell });
      if (queue.length === 1) next();
    });

  return {
    async examine(bytes, dids) {
      const { examined } = await ask({ kind: 'CREDENTIAL', bytes, dids: [...dids] });
      if (examined === undefined) throw new Error('the thread answered something else');
      return examined;
    },
    async examineList(bytes, dids) {
      const { list } = await ask({ kind: 'LIST', bytes, dids: [...dids] });
      if (list === undefined) throw new Error('the thread answered something else');
      return list;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      for (const { job, tell } of queue.splice(0)) tell(given(job));
      await thread?.terminate();
    },
  };
}
