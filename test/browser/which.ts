import { findBrowser } from './find-browser.js';

/** `npm run browser`: finds or fetches a browser for the tests, and says which. */
const { path, how } = await findBrowser();
process.stdout.write(`${path} (${how})\n`);
