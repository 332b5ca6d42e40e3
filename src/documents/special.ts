/** Names of fields that tell of somebody's health, conduct, belief or national number by standing there. Said nowhere. */
const special =
  /irregularit|personal_?needs|assigned_?needs|(?:additional|extra)_?(?:time|duration)|disabilit|accommodation|health|medical|ethnic|religio|criminal|national_?id|social_?security|citizen_?(?:service)?_?number|^(?:bsn|ssn|pgn)$/i;

export const isSpecialName = (name: string): boolean => special.test(name);
