/** How a pod elsewhere says whom it lets in, and what we write there. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Fault, webId } from '../../../src/base/index.js';
import { acp, wac } from '../../../src/pod/access-languages.js';
import { asStorage, storagesOf } from '../../../src/pod/find-storage.js';
import { isItself, layoutOf } from '../../../src/pod/index.js';
import { accessByPod, type BroughtAmong } from '../../../src/pod/rules-place.js';

const root = 'https://pod.example/mo/leerkluis/';
const owner = webId('https://pod.example/mo/profile/card#me');
const builder = {
  agent: webId('https://kluis.example/agents/builder'),
  client: 'https://kluis.example/clients/builder',
  issuer: 'https://kluis.example/builder',
};
const delegate = { ...builder, agent: webId('https://kluis.example/agents/delegate') };
const keepers = { owner, builder };
const acr = '<http://www.w3.org/ns/solid/acp#AccessControlResource>; rel="type"';

/** A pod that answers each address with a Link header, or not at all. */
const saying =
  (links: Readonly<Record<string, string>>): typeof fetch =>
  async (input) => {
    const url = new Request(input).url;
    const link = links[url];
    return link === undefined
      ? new Response(null, { status: 404 })
      : new Response(null, { headers: { link } });
  };
const own = ['https://own.example'];
/** Kluizen that were brought, each in this language. */
const broughtAs =
  (kind: 'ACP' | 'WAC', ...storages: readonly string[]): BroughtAmong =>
  async (places) => {
    const storage = storages.find((one) => places.includes(one));
    return storage === undefined ? undefined : { storage, kind };
  };
const view = `${root}shared/g/view.json`;
const accessOf = (links: Readonly<Record<string, string>>, kind: 'ACP' | 'WAC' = 'ACP') =>
  accessByPod(own, broughtAs(kind, root))(saying(links), view);

const acpAt = (storage: string) => ({
  [storage]: '<.acr>; rel="acl"',
  [`${storage}.acr`]: acr,
});
const wacAt = (storage: string) => ({ [storage]: '<.acl>; rel="acl"', [`${storage}.acl`]: '' });

const never: typeof fetch = () => Promise.reject(new Error('asked'));

describe('the language of a pod', () => {
  it('is what its rules say that they are, found at the nearest place that has any', async () => {
    const { language, suffix } = await accessOf({
      [root]: `<.acr>; rel="acl", <x>; rel=type`,
      [`${root}.acr`]: acr,
    });
    expect([language.kind, suffix]).toEqual(['ACP', '.acr']);
  });

  it('may be followed by words of its own, as other servers have it', async () => {
    const { language, suffix } = await accessOf({
      [root]: '<?ext=acr>; rel="acl"',
      [`${root}?ext=acr`]: acr,
    });
    expect([language.kind, suffix]).toEqual(['ACP', '?ext=acr']);
  });

  it('is WAC where the rules say nothing of themselves and end in .acl', async () => {
    const { language } = await accessOf(wacAt(root), 'WAC');
    expect(language.kind).toBe('WAC');
  });

  it('is unknown where rules stand elsewhere: a pod cannot have us write those of somebody else', async () => {
    const victim = 'https://other.example/ada/leerkluis/.acl';
    for (const target of [
      victim,
      'https://pod.example/ada/leerkluis/.acl',
      './edu/',
      './edu/.acl',
      // What follows the address is a document, or another container.
      '..',
      '.x',
      '?x',
      '?ext=acr&x=y',
      '?ext=card',
      '.acr.json',
    ]) {
      const links = { [root]: `<${target}>; rel="acl"`, [new URL(target, root).href]: acr };
      await expect(accessOf(links)).rejects.toThrow(Fault);
    }
  });

  it('of our own pods is not asked for', async () => {
    const { suffix } = await accessByPod(own, broughtAs('ACP'))(never, 'https://own.example/mo/');
    expect(suffix).toBe('.acr');
  });

  it('is the one that it was brought with: what a server says later takes no lock off', async () => {
    for (const [links, kind] of [
      [wacAt(root), 'ACP'],
      [acpAt(root), 'WAC'],
    ] as const) {
      await expect(accessOf(links, kind)).rejects.toMatchObject({ kind: 'PodRefused' });
    }
  });

  it('is of one kluis, and says nothing of another on the same server', async () => {
    const other = 'https://pod.example/ada/leerkluis/';
    const asked = vi.fn<typeof fetch>(saying({ ...acpAt(root), ...acpAt(other) }));
    const of = accessByPod(own, broughtAs('ACP', root, other));
    for (const at of [root, view, other, `${root}edu/`]) await of(asked, at);
    const urls = asked.mock.calls.map(([input]) => new Request(input).url);
    expect(urls).toEqual([root, `${root}.acr`, other, `${other}.acr`]);
  });

  it('is asked for once an hour, in use or not, and at once after the pod did otherwise', async () => {
    let now = 1000;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const asked = vi.fn<typeof fetch>(saying(acpAt(root)));
      const of = accessByPod(own, broughtAs('ACP', root));
      // What it is remembered in looks at a clock once a millisecond.
      const after = async (minutes: number) => {
        now += minutes * 60_000;
        await sleep(10);
        await of(asked, view);
        return asked.mock.calls.length;
      };
      expect([await after(0), await after(40), await after(25)]).toEqual([2, 2, 4]);
      of.forget?.(view);
      expect(await after(0)).toBe(6);
    } finally {
      clock.mockRestore();
    }
  });

  it('that a pod does not say, though it answers, is a refusal: such a pod is not itself', async () => {
    const { person } = layoutOf(root);
    const accessTo = accessByPod(own, broughtAs('ACP', root));
    const shows = (links: Readonly<Record<string, string>>) => {
      const fetch: typeof globalThis.fetch = async (input, init) =>
        init?.method === 'HEAD' ? saying(links)(input) : new Response('{}');
      return isItself({ fetch, accessOf: accessTo }, root);
    };
    await expect(accessOf({ [person]: '' })).rejects.toMatchObject({ kind: 'PodRefused' });
    expect(await shows({})).toBe(false);
    expect(await shows(acpAt(root))).toBe(true);
  });
});

describe('rules in the words of WAC', () => {
  it('of a view let its delegate read and its keepers do all, by name, and say nothing of what lies below', () => {
    const rules = wac.documentRules(view, [delegate], keepers);
    expect(rules).not.toMatch(/acl:default|agentClass|agentGroup/);
    expect(wac.readersIn(rules, view, `${view}.acl`)).toEqual([
      { at: view, agent: owner, modes: ['Control', 'Read', 'Write'] },
      { at: view, agent: builder.agent, modes: ['Control', 'Read', 'Write'] },
      { at: view, agent: delegate.agent, modes: ['Read'] },
    ]);
  });

  it('of a container hold for all that comes in it', () => {
    const rules = wac.containerRules(root, [delegate], keepers);
    expect(rules.match(/acl:default/g)).toHaveLength(2);
  });

  it('name everybody, groups and sites that somebody else lets in', () => {
    const rules = `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
      [] acl:mode acl:Read; acl:agentClass acl:AuthenticatedAgent; acl:accessTo <${view}>.
      [] acl:mode acl:Write; acl:agentGroup <https://g.example/#us>; acl:accessTo <${view}>.`;
    const found = wac.readersIn(rules, view, `${view}.acl`) ?? [];
    expect(found.map(({ agent, modes }) => [agent, ...modes].join(' ')).toSorted()).toEqual([
      'everyone Read',
      'https://g.example/#us Write',
    ]);
  });

  it('hold no name that would end early', () => {
    const sly = { ...delegate, agent: webId('https://kluis.example/a') };
    expect(() => wac.documentRules(`${view}> . <x`, [sly], keepers)).toThrow(TypeError);
  });
});

it('a folder of ours with ACP is for its learner with any app, and for the builder by all three marks', () => {
  const rules = acp.keptRules(root, keepers);
  const modes = ['Control', 'Read', 'Write'];
  expect(acp.readersIn(rules, root, `${root}.acr`)).toEqual([
    { at: root, agent: owner, modes },
    { at: root, modes, ...builder },
  ]);
  expect(acp.inheritedIn(rules, root, `${root}.acr`)).toHaveLength(2);
});

describe('somebody’s pods', () => {
  it('are those that their profile names, of which only roots count', async () => {
    const profile = `<${owner}> <http://www.w3.org/ns/pim/space#storage>
      <https://pod.example/mo/>, <https://pod.example/mo/x?y=1>, <ftp://pod.example/>.
      <https://pod.example/ada#me> <http://www.w3.org/ns/pim/space#storage> <https://pod.example/ada/>.`;
    const fetch: typeof globalThis.fetch = async () => new Response(profile);
    expect(await storagesOf(fetch, owner)).toEqual(['https://pod.example/mo/']);
  });

  it('are the one that the profile stands in, where it names none', async () => {
    const storage = '<http://www.w3.org/ns/pim/space#Storage>; rel="type"';
    const above = saying({
      'https://pod.example/mo/profile/card': '',
      'https://pod.example/mo/': storage,
    });
    expect(await storagesOf(above, owner)).toEqual(['https://pod.example/mo/']);
    expect(await storagesOf(saying({}), owner)).toEqual([]);
  });

  it('have a root that ends in a slash, with nothing behind it', () => {
    const wrong = ['https://a.example/x', 'https://a.example/?x', 'https://u:p@a.example/', 'x/'];
    expect(wrong.map(asStorage)).toEqual(wrong.map(() => undefined));
    expect(asStorage('https://a.example')).toBe('https://a.example/');
  });
});
