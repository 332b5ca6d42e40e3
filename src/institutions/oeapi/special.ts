/** Fields whose mere presence tells something of a learner's health or conduct: read into `special`, named nowhere else. */
export const specialFields: ReadonlySet<string> = new Set([
  'irregularities',
  'personalNeeds',
  'requiredPersonalNeeds',
  'assignedNeeds',
  'additionalTimeInMin',
  'extraTimeInMin',
  'extraDuration',
]);
