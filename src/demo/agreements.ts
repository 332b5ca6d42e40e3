import type { Agreement } from '../route/index.js';
import { idOf } from './schools.js';

/** What the demo's schools agreed on. None of it is so anywhere. */
export const demoAgreements: readonly Agreement[] = [
  {
    id: 'samenwerking-waterkant',
    name: [
      { language: 'nl', value: 'Samenwerking Waterkant' },
      { language: 'en', value: 'Waterkant Alliance' },
    ],
    homes: [idOf('university'), idOf('hogeschool')],
    hosts: [idOf('university'), idOf('hogeschool')],
    kinds: ['COURSE'],
  },
  {
    id: 'doorstroom-delta',
    name: [
      { language: 'nl', value: 'Doorstroom De Delta' },
      { language: 'en', value: 'De Delta Progression' },
    ],
    homes: [idOf('roc')],
    hosts: [idOf('hogeschool')],
    kinds: ['COURSE'],
  },
  {
    id: 'open-leren',
    name: [
      { language: 'nl', value: 'Open Leren Waterlanden' },
      { language: 'en', value: 'Open Learning Waterlanden' },
    ],
    hosts: [idOf('roc')],
    kinds: ['COURSE'],
  },
];
