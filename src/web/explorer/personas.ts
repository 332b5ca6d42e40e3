/** The demo's sign-in links; outside the demo the API does not have them. */
export const personas = [
  { name: 'samira', label: 'Samira' },
  { name: 'barry', label: 'Barry' },
  { name: 'adviser', label: 'adviser' },
  { name: 'roc', label: 'roc' },
  { name: 'university', label: 'university' },
  { name: 'developer', label: 'developer' },
] as const;
