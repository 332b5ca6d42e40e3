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

/** What a thread says once it can be asked. */
export const isReady = 'READY';

interface Waiting {
  readonly job: Job;
  readonly tell: (done: JobDone) => void;
}

/** Honest ones take some ten milliseconds; what takes this long was made to. */
const patienceMs = 5000;

/** What is said of what was not looked into to its end. */
export const givenUp = (bytes: Uint8Array): Examined => ({
  digest: sha256Hex(bytes),
  form: 'OTHER',
  proof: 'UNSUPPORTED',
  keys: [],
  status: [],
  findings: [{ code: 'TOO_COMPLEX' }],
});
export const listGivenUp: ExaminedList = { finding: { code: 'TOO_COMPLEX' } };

const given = ({ id, kind, bytes }: Job): JobDone =>
  kind === 'LIST' ? { id, list: listGivenUp } : { id, examined: givenUp(bytes) };

/** How long a thread may take. */
interface Patience {
  readonly begin: number;
  readonly answer: number;
}
export interface ThreadOptions {
  readonly patience?: Partial<Patience>;
  /** What it runs; absent: what examines. */
  readonly file?: URL;
}
/** On a busy machine one takes seconds to begin; what has not begun by now never does. */
const beginPatienceMs = 60_000;
const ownFile = new URL('./examiner-thread.js', import.meta.url);

interface Heard {
  readonly ready: () => unknown;
  readonly done: (done: JobDone) => unknown;
  /** It answers nothing any more. */
  readonly gone: () => unknown;
}
/** By itself it keeps no process alive: only while a question waits for its answer. */
function threadThatHoldsNothing(file: URL, { ready, done, gone }: Heard): Worker {
  const thread = new Worker(file);
  thread.on('message', (said: JobDone | typeof isReady) =>
    said === isReady ? ready() : done(said),
  );
  thread.on('error', gone);
  thread.on('exit', gone);
  // Whoever listens holds it.
  thread.unref();
  return thread;
}

/** One question at a time in a thread that is begun when it is needed, and ended when it takes too long. */
function hurriedThread(file: URL, patience: Patience, onDone: (done: JobDone) => void) {
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let asked: Job | undefined;

  const finish = (done: JobDone): void => {
    clearTimeout(timer);
    thread?.unref();
    asked = undefined;
    onDone(done);
  };
  const giveUp = (): void => {
    void thread?.terminate();
    thread = undefined;
    if (asked !== undefined) finish(given(asked));
  };
  const within = (time: number): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, time);
  };
  const begin = (): Worker => {
    // What a thread that was given up had answered already is no answer to the next question.
    const isIt = (): boolean => thread === begun;
    const begun = threadThatHoldsNothing(file, {
      ready: () => isIt() && asked !== undefined && within(patience.answer),
      done: (done) => isIt() && asked?.id === done.id && finish(done),
      gone: () => isIt() && giveUp(),
    });
    return begun;
  };
  return {
    ask(job: Job): void {
      asked = job;
      // Of a new one the time for the answer runs from when it is ready: that takes as long as the machine is busy.
      within(thread === undefined ? patience.begin : patience.answer);
      thread ??= begin();
      thread.ref();
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      thread.postMessage(job);
    },
    async end(): Promise<void> {
      clearTimeout(timer);
      asked = undefined;
      await thread?.terminate();
    },
  };
}

/**
 * Examines in a thread of its own, one after the other, so that a hundred signatures keep nobody waiting. What takes too long
 * ends with its thread; the next one gets a new thread.
 */
export function examinerInThread({
  patience: { begin = beginPatienceMs, answer = patienceMs } = {},
  file = ownFile,
}: ThreadOptions = {}): Examiner & { readonly close: () => Promise<void> } {
  const queue: Waiting[] = [];
  let last = 0;
  let isClosed = false;
  const thread = hurriedThread(file, { begin, answer }, (done) => {
    queue.shift()?.tell(done);
    const [next] = queue;
    if (next !== undefined) thread.ask(next.job);
  });
  const ask = (asked: Omit<Job, 'id'>): Promise<JobDone> =>
    new Promise((tell) => {
      last += 1;
      const job = { ...asked, id: last };
      if (isClosed) return tell(given(job));
      queue.push({ job, tell });
      if (queue.length === 1) thread.ask(job);
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
      for (const { job, tell } of queue.splice(0)) tell(given(job));
      await thread.end();
    },
  };
}
