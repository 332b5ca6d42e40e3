/**
 * demo: three schools and nine people who do not exist, on real servers on this machine. Reaches the product over HTTP
 * and the clerk's doors only. Nothing in the product knows of it.
 */
export { type DemoAccount, demoAccounts, type PodLogin } from './accounts.js';
export { demoAgreements } from './agreements.js';
export { demoRegistry, seedAwards } from './awards.js';
export { type DemoEduid, startDemoEduid } from './eduid.js';
export { demoOrganisations } from './organisations.js';
export { demoPersonas, demoRoleIssuer, type PersonaKey } from './people.js';
export { type DemoSchools, demoAgents, schoolDesks, startSchools } from './schools.js';
export { seed } from './seed.js';
export {
  haveTestLearnersCome,
  seedTestLearners,
  startTestLearners,
  testLearnersAt,
  testPersonas,
} from './test-learners.js';
