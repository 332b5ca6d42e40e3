import { layoutOf } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { solidLogin } from '../../../fixtures/solid-login.js';

/** Samira at her own pod, with an app that is none of ours. */
export async function samirasHand(house: TestHouse) {
  const { fetch } = await solidLogin(house.pods, house.account('samira'));
  const layout = layoutOf(house.account('samira').podRoot);
  return {
    layout,
    read: async (url: string): Promise<string> => (await fetch(url)).text(),
    write: async (url: string, body: string, type = 'application/json'): Promise<void> => {
      const put = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
      if (!put.ok) throw new Error(`the pod said ${put.status}`);
    },
  };
}

export const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
