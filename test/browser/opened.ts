import type { Browser } from 'playwright-core';
import type { StartedApp } from './app.js';

/** What the parts of this test share: one app as it is started by hand, one browser. */
export type Opened = () => { readonly app: StartedApp; readonly browser: Browser };
