import type { InstitutionKey, LearnerKey, Person } from '../model.js';
import type { InstitutionInfo } from '../world.js';
import { code } from './build.js';

export const demoInstitutions: Readonly<Record<InstitutionKey, InstitutionInfo>> = {
  roc: {
    key: 'roc',
    id: 'rocdewaterlanden.example',
    name: { nl: 'ROC De Waterlanden', en: 'De Waterlanden Vocational College' },
    brin: '98WL',
  },
  university: {
    key: 'university',
    id: 'merenveld.example',
    name: { nl: 'Universiteit Merenveld', en: 'Merenveld University' },
    brin: '98MV',
  },
  hogeschool: {
    key: 'hogeschool',
    id: 'duinrand.example',
    name: { nl: 'Hogeschool Duinrand', en: 'Duinrand University of Applied Sciences' },
    brin: '98DR',
  },
};

const samira = {
  givenName: 'Samira',
  surnamePrefix: 'el',
  surname: 'Amrani',
  displayName: 'Samira el Amrani',
  initials: 'S.',
  dateOfBirth: '2007-01-19',
  mail: 'samira.el.amrani@post.example',
  languageOfChoice: ['nl-NL', 'en-GB'],
} as const;
const barry = {
  givenName: 'Barry',
  surnamePrefix: 'de',
  surname: 'Wit',
  displayName: 'Barry de Wit',
  initials: 'B.J.',
  dateOfBirth: '1983-10-02',
  mail: 'barry.de.wit@post.example',
  languageOfChoice: ['nl-NL'],
} as const;

const known = (
  who: typeof samira | typeof barry,
  school: InstitutionKey,
  own: {
    readonly personId: string;
    readonly studentNumber: string;
    readonly login: string;
    readonly eduid: string;
    readonly enrolled: boolean;
  },
): Person => ({
  ...who,
  personId: own.personId,
  primaryCode: code('studentNumber', own.studentNumber),
  affiliations: ['student'],
  activeEnrollment: own.enrolled,
  otherCodes: [
    code('userName', `${own.login}@${demoInstitutions[school].id}`),
    code('x-eduid', own.eduid),
  ],
});

/** The same two people under another id, number and eduID at each school: nothing but a login ties them. */
export const people: Readonly<Record<InstitutionKey, Readonly<Record<LearnerKey, Person>>>> = {
  roc: {
    samira: known(samira, 'roc', {
      personId: '3c8b9a4e-61d7-4f0c-9a55-0b6f2e7d1c31',
      studentNumber: '2034817',
      login: 's.elamrani',
      eduid: '0a4be3a1-5c1d-4f8e-8f61-2f0e8a1d7b60',
      enrolled: false,
    }),
    barry: known(barry, 'roc', {
      personId: 'b5d2f7c0-0e94-4c6b-8a3d-97e41f5a2d08',
      studentNumber: '2051360',
      login: 'b.dewit',
      eduid: 'c94d5f0e-7f35-4a0b-b6de-61ab0f7f3e12',
      enrolled: true,
    }),
  },
  university: {
    samira: known(samira, 'university', {
      personId: 'e17a46d9-2c3f-4b58-b0c7-5d8e9f0a6b42',
      studentNumber: '7719042',
      login: 's.elamrani1',
      eduid: '5e2f9d47-1b8a-49c3-a0d4-3cf6b7e85a09',
      enrolled: true,
    }),
    barry: known(barry, 'university', {
      personId: '94f0c3b8-7a1e-4d25-86cb-1e2d3f4a5b67',
      studentNumber: '7720815',
      login: 'b.dewit3',
      eduid: '8b1c6e20-94fd-4e7a-9d53-a7c0d2e4f136',
      enrolled: true,
    }),
  },
  hogeschool: {
    samira: known(samira, 'hogeschool', {
      personId: '5d0e7b92-4a6f-4c13-9e28-b1f36a7c8d54',
      studentNumber: '5106723',
      login: 'samira.elamrani',
      eduid: 'f3a86b15-2d70-4e9c-8b41-6c0d9e27a5f8',
      enrolled: true,
    }),
    barry: known(barry, 'hogeschool', {
      personId: 'c27f9e04-8b3d-4751-a6e2-0f94d8b1c36a',
      studentNumber: '5098141',
      login: 'barry.dewit',
      eduid: '16d4a2c9-e05b-4f37-9a8e-d7b3f0c61e52',
      enrolled: false,
    }),
  },
};
