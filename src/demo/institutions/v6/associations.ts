import type { Resource } from '../register.js';
import { startOf } from './moments.js';
import { consumerIn, objectOf } from './people.js';
import { associationState, changed, each, listOf, need, said, word } from './words.js';

/** The four kinds: the word in the path, the field of the offering, and what version 5 calls it. */
// biome-ignore format: a table is read in columns
export const associationKinds = {
  'programme-offering':          { field: 'programmeOffering',         type: 'programOfferingAssociation' },
  'course-offering':             { field: 'courseOffering',            type: 'courseOfferingAssociation' },
  'learning-component-offering': { field: 'learningComponentOffering', type: undefined },
  'test-component-offering':     { field: 'testComponentOffering',     type: 'componentOfferingAssociation' },
} as const;
export type AssociationKind = keyof typeof associationKinds;
export const kindNames = Object.keys(associationKinds).filter(
  (name): name is AssociationKind => name in associationKinds,
);

/** Of the exam chain's consumer, version 6 has most in its own fields. */
function examined({ attendance, assessorId: _assessor, irregularities, ...rest }: Resource) {
  const { final, rawScore, maxRawScore, ...left } = rest;
  const inResult = said({ final, rawScore, maxRawScore });
  const beside = said({
    attendance,
    irregularities: changed(irregularities, (text) => [text].flat()),
  });
  return { inResult, beside, consumer: Object.keys(left).length > 1 ? left : undefined };
}

export function result(five: Resource): Resource {
  const { inResult, consumer } = examined(consumerIn(five['consumers']) ?? {});
  return said({
    state: word(five['state']),
    pass: five['pass'],
    comment: five['comment'],
    score: five['score'],
    resultDateTime: changed(five['resultDate'], startOf),
    studyLoad: five['studyLoad'],
    weight: five['weight'],
    ext: five['ext'],
    ...inResult,
    consumer,
  });
}

function exam(five: Resource): Resource {
  const admin = consumerIn(five['consumers']) ?? {};
  const { attempt, personalNeeds, additionalTimeInMin, ...left } = admin;
  const { beside } = examined(consumerIn(objectOf(five['result'])['consumers']) ?? {});
  return {
    attempt,
    requiredPersonalNeeds: each(personalNeeds, need),
    extraDuration: changed(additionalTimeInMin, (minutes) => `PT${String(minutes)}M`),
    ...beside,
    consumer: Object.keys(left).length > 1 ? left : undefined,
  };
}

/** @param offering as it is named here: by its id, or as a whole as well. */
export const association = (five: Resource, offering: Resource): Resource =>
  said({
    associationId: five['associationId'],
    role: word(five['role']),
    state: associationState(five['state']),
    remoteState: changed(five['remoteState'], associationState),
    ...(listOf(five['consumers']).length > 0 ||
    five['associationType'] === 'componentOfferingAssociation'
      ? exam(five)
      : {}),
    result: changed(five['result'], (one) => result(objectOf(one))),
    personId: five['person'],
    ...offering,
  });
