import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Opened } from './opened.js';
import { phone, somebody } from './person.js';

/** Kilobytes of JavaScript, packed, that a learner's home may need before it is there. */
const mostKilobytes = 150;

export function staysSmall(opened: Opened): void {
  describe('the first load', () => {
    it('of a learner’s home is at most 150 kB of packed JavaScript', async () => {
      const { app, browser } = opened();
      const person = await somebody(browser, app.url, 'samira', { size: phone });
      const scripts = new Set<string>();
      person.page.on('request', (request) => {
        if (new URL(request.url()).pathname.endsWith('.js')) scripts.add(request.url());
      });
      await person.go('/');
      await person.page.waitForLoadState('networkidle');
      const weigh = async (script: string): Promise<number> => {
        const response = await person.context.request.get(script);
        return gzipSync(await response.body(), { level: 9 }).byteLength;
      };
      const sizes = await Promise.all([...scripts].map(weigh));
      const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
      expect(sizes.length).toBeGreaterThan(3);
      expect(kilobytes).toBeLessThanOrEqual(mostKilobytes);
      await person.context.close();
    });
  });
}
