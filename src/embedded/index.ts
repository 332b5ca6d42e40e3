/**
 * embedded: the real servers that a start without Docker, account or internet needs, on loopback unless told otherwise.
 * A pod server (Community Solid Server; pods/server as JavaScript, pods/template as the learner's new pod) in this
 * process for tests or in its own for `npm start`, PostgreSQL from npm, and the ports both are bound to.
 * Knows nothing of grants or records: what it starts is reached over HTTP and SQL like anyone's.
 */
export { chooseAddresses } from './addresses.js';
export { podServerIsStale } from './compiled-config.js';
export { freePort, loopbackHosts } from './loopback.js';
export {
  type ClientCredentials,
  createAccount,
  ensureAccount,
  findAccount,
  type NewAccount,
  newClientCredentials,
  type PodAccount,
} from './pod-account.js';
export { type PodServer, type PodServerOptions, startPodServer } from './pod-server.js';
export { type Builder, renderPodTemplate } from './pod-template.js';
export { type Postgres, type PostgresOptions, startPostgres } from './postgres.js';
export { createDatabase, dropDatabase } from './postgres-database.js';
export { projectRoot } from './project-root.js';
export { type PodProcess, startPodProcess } from './start-pod-process.js';
