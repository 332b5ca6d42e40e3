import { AddLearning } from './add-learning.js';
import { AddSkill } from './add-skill.js';
import { AddWork } from './add-work.js';
import type { EntryProps } from './use-entry.js';

type EntryFormOf = (props: EntryProps) => React.ReactNode;

/** The form of each kind that somebody can enter themselves, by its name in the graph. */
export const forms: Readonly<Record<string, EntryFormOf | undefined>> = {
  WorkExperience: AddWork,
  Skill: AddSkill,
  Certificate: AddLearning,
};
