import type { AwardMicrocredentialsInput } from '../../../../schema/generated/graphql.js';
import type { TextId } from '../texts/texts.js';

/** What a clerk types. */
export interface AwardWords {
  readonly name: string;
  readonly description: string;
  readonly criteria: string;
  readonly unit: string;
  readonly amount: string;
  readonly level: string;
  readonly quality: string;
  readonly qualityUrl: string;
  readonly participation: string;
  readonly assessment: string;
  readonly supervision: string;
  readonly isChecked: boolean;
  readonly awardedOn: string;
  readonly validUntil: string;
  /** A number on each line. */
  readonly people: string;
}

interface Choice {
  readonly name: 'unit' | 'level' | 'participation' | 'assessment' | 'supervision';
  readonly label: TextId;
  readonly values: readonly { readonly value: string; readonly text: TextId }[];
}
/** The words of the Dutch profile, and what people read in their place. */
export const choices = [
  {
    name: 'unit',
    label: 'give.unit',
    values: [
      { value: 'EC', text: 'give.unit.EC' },
      { value: 'SBU', text: 'give.unit.SBU' },
    ],
  },
  {
    name: 'level',
    label: 'give.level',
    values: [
      { value: '2', text: 'give.level.2' },
      { value: '3', text: 'give.level.3' },
      { value: '4', text: 'give.level.4' },
      { value: '5', text: 'give.level.5' },
      { value: '6', text: 'give.level.6' },
      { value: '7', text: 'give.level.7' },
    ],
  },
  {
    name: 'participation',
    label: 'give.participation',
    values: [
      { value: 'onsite or blended', text: 'give.participation.onsite' },
      { value: 'online', text: 'give.participation.online' },
      { value: 'work experience', text: 'give.participation.work' },
      { value: 'volunteering', text: 'give.participation.volunteering' },
      {
        value: 'personalized learning activities',
        text: 'give.participation.personalized',
      },
    ],
  },
  {
    name: 'assessment',
    label: 'give.assessment',
    values: [
      { value: 'testing', text: 'give.assessment.testing' },
      { value: 'application of a skill', text: 'give.assessment.skill' },
      { value: 'portfolio', text: 'give.assessment.portfolio' },
      { value: 'recognition of prior learning', text: 'give.assessment.prior' },
    ],
  },
  {
    name: 'supervision',
    label: 'give.supervision',
    values: [
      { value: 'onsite with identity verification', text: 'give.supervision.onsite' },
      { value: 'supervised online', text: 'give.supervision.online' },
      {
        value: 'supervised with no identity verification',
        text: 'give.supervision.unverified',
      },
      {
        value: 'unsupervised with no identity verification',
        text: 'give.supervision.none',
      },
    ],
  },
] as const satisfies readonly Choice[];

export const emptyWords: AwardWords = {
  name: '',
  description: '',
  criteria: '',
  unit: 'EC',
  amount: '',
  level: '6',
  quality: '',
  qualityUrl: '',
  participation: 'onsite or blended',
  assessment: 'testing',
  supervision: 'onsite with identity verification',
  isChecked: false,
  awardedOn: new Date().toISOString().slice(0, 10),
  validUntil: '',
  people: '',
};

const peopleIn = ({ people }: AwardWords): readonly string[] =>
  people.split(/\s+/).filter((person) => person !== '');

export const isFilled = (words: AwardWords): boolean =>
  words.name.trim() !== '' && words.amount.trim() !== '' && peopleIn(words).length > 0;

/** What is given to the same person on the same day under the same name is the same: pressed twice, it is there once. */
export function awardInput(words: AwardWords): AwardMicrocredentialsInput {
  const { name, description, criteria, level, quality, qualityUrl, awardedOn } = words;
  const { participation, assessment, supervision } = words;
  return {
    achievement: {
      name,
      description,
      criteria,
      language: 'nl-NL',
      kind: 'MICROCREDENTIAL',
      load: {
        unit: words.unit === 'SBU' ? 'SBU' : 'EC',
        amount: words.amount.trim().replace(',', '.'),
      },
      nlqf: level,
      eqf: Number(level),
      quality: { name: quality, url: qualityUrl },
      participation,
      assessment,
      supervision,
      identityChecked: words.isChecked,
    },
    recipients: peopleIn(words).map((person) => ({
      person,
      sourceId: `${encodeURIComponent(name).slice(0, 100)}/${awardedOn}/${person}`,
      version: 1,
      awardedOn,
      validUntil: words.validUntil === '' ? null : words.validUntil,
    })),
  };
}
