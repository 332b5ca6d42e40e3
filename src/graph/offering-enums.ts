import { deliveryModes, offeringKinds, offeringStates } from '../records/index.js';
import { closedReasons } from '../route/index.js';
import { words } from './enums.js';

export const OfferingKindEnum = words(
  'OfferingKind',
  offeringKinds,
  'What an offering is a run of (OEAPI: offeringType).',
);
export const DeliveryModeEnum = words(
  'DeliveryMode',
  deliveryModes,
  'How it is taught (OEAPI: modeOfDelivery, modesOfDelivery). OTHER: a word we do not know, in raw.',
);
export const OfferingStateEnum = words(
  'OfferingState',
  offeringStates,
  'OEAPI 6 offering state. Version 5 has none: what it lists is ACTIVE.',
);
export const CoursePartKindEnum = words(
  'CoursePartKind',
  ['LEARNING_COMPONENT', 'TEST'],
  'Something to follow, or a test (OEAPI: componentType).',
);
export const OfferingAccessEnum = words(
  'OfferingAccessReason',
  ['OWN', 'ALLIANCE', 'OPEN', 'UNKNOWN'],
  'Why you may take it. OWN: an institution you are linked to. ALLIANCE: yours has an agreement with it. OPEN: anybody may. UNKNOWN: nobody told us, which is no no.',
);
export const OfferingClosedEnum = words(
  'OfferingClosedReason',
  [...closedReasons, 'NOT_SAID'],
  'Why a place cannot be asked for today. NOT_SAID: the institution does not say when it can.',
);
