/**
 * http: doors over HTTP. Who asks is found here, by cookie or token, before the graph hears the question; beside it
 * our issuer's documents, the explorer, signing in and out, and the health pages. No records pass here unread.
 */
export { type AppDeps, createApp } from './app.js';
export { createHealthApp } from './health.js';
export { type Listener, listen } from './listen.js';
export { type LiveDoor, liveDoor } from './live-door.js';
export type { Logins } from './logins.js';
export { signInProblems } from './sign-in-problems.js';
