import {
  MyRecognitionsDocument,
  type MyRecognitionsQuery,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';

type Node = MyRecognitionsQuery['myRecords']['nodes'][number];
type Certificate = Extract<Node, { recognition: unknown }>;
export type Standing = Certificate & {
  readonly recognition: NonNullable<Certificate['recognition']>;
};

const stands = (node: Node): node is Standing =>
  'recognition' in node && node.recognition !== null && node.status === 'CURRENT';

/** What schools themselves let count, as it stands now. Whoever waits for it waits for one try: more than this it is not worth. */
export function useRecognitions() {
  const { data: viewer } = useViewer();
  const { data, isPending, failureCount } = useAsk(
    'records',
    MyRecognitionsDocument,
    { first: 250, filter: { recordTypes: ['CERTIFICATE'], assertedBy: ['INSTITUTION'] } },
    { enabled: viewer?.kind === 'LEARNER' },
  );
  const standing: readonly Standing[] = data?.myRecords.nodes.filter(stands) ?? [];
  return { standing, isAwaited: isPending && failureCount === 0 };
}
