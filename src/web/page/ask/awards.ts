import { MyAwardsDocument, type MyAwardsQuery } from '../../../../schema/generated/graphql.js';
import { useAsk } from './use-ask.js';

export type Offer = MyAwardsQuery['myAwards'][number];

/** What institutions offer, as it comes in. */
export const useAwards = () => useAsk('awards', MyAwardsDocument, {}, { every: 20_000 });
