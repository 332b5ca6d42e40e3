import { useState } from 'react';
import {
  type LearnerViewRecordFragment,
  type Purpose,
  RecogniseResultDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import type { FoundProgramme } from '../route/programmes.js';
import type { Course } from './own-courses.js';

/** The purpose for which it has to be shared. */
export const recognising: Purpose = 'RECOGNITION_OF_PRIOR_LEARNING';

export interface Recognisable {
  readonly learner: string;
  readonly record: Pick<LearnerViewRecordFragment, 'id' | 'title'>;
  /** Whose programmes it can count for. */
  readonly school: { readonly id: string; readonly name: string };
}

export interface Decision {
  readonly programme: Pick<FoundProgramme, 'id' | 'title'> | undefined;
  readonly course: Course | undefined;
  readonly words: string;
  readonly reference: string;
}
const nothingYet: Decision = { programme: undefined, course: undefined, words: '', reference: '' };

/** A decision as it is made, and what comes of it. Each has a key of its own: sent twice, it is one. */
export function useDecision({ learner, record }: Recognisable) {
  const [made, setMade] = useState(nothingYet);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const deciding = useAct(RecogniseResultDocument, [], { purpose: recognising });
  const { programme, course, words, reference } = made;
  return {
    made,
    isPending: deciding.isPending,
    error: deciding.error,
    came: deciding.data?.recogniseResult,
    set: (change: Partial<Decision>) => {
      deciding.reset();
      setKey(crypto.randomUUID());
      setMade({ ...made, ...change });
    },
    decide: () => {
      if (programme === undefined) return;
      const input = {
        learner,
        record: record.id,
        programme: programme.id,
        course: course?.id ?? null,
        decision: words.trim() || null,
        reference: reference.trim() || null,
        key,
      };
      deciding.act({ input }, () => setKey(crypto.randomUUID()));
    },
  };
}
