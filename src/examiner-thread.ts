import { type MessagePort, parentPort } from 'node:worker_threads';
import { type DidAnswer, examinerHere } from './credentials/index.js';
import { isReady, type Job, type JobDone } from './examiner.js';

async function done({ id, kind, bytes, dids }: Job): Promise<JobDone> {
  const documents: ReadonlyMap<string, DidAnswer> = new Map(dids);
  const result =
    kind === 'CREDENTIAL'
      ? { examined: await examinerHere.examine(bytes, documents) }
      : { list: await examinerHere.examineList(bytes, documents) };
  return { id, ...result };
}

function serve(port: MessagePort): void {
  port.on('message', (job: Job) => {
    void done(job).then((answer) => port.postMessage(answer));
  });
  port.postMessage(isReady);
}

if (parentPort !== null) serve(parentPort);
