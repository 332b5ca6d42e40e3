import { describe, expect, it, vi } from 'vitest';
import { readersIn } from '../../../src/pod/index.js';
import { placesAtOnce } from '../../../src/pod/readers.js';
import { urlOf } from '../../fixtures/memory-pod.js';

const storage = 'https://pod.example/';
const rulesFor = (agent: string) => `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
  @prefix acp: <http://www.w3.org/ns/solid/acp#>.
  <> acp:accessControl <#a>. <#a> acp:apply <#p>.
  <#p> acp:allow acl:Read; acp:anyOf <#m>. <#m> acp:agent <${agent}>.`;
const listOf = (children: readonly string[]) =>
  children.map((url) => `<> <http://www.w3.org/ns/ldp#contains> <${url}>.`).join('\n');

/** A pod of containers with documents in them, each with a rule of its own. */
function podOf(containers: number, documents: number) {
  const bodies = new Map<string, string>();
  const folders = Array.from({ length: containers }, (_, n) => `${storage}c${n}/`);
  bodies.set(storage, listOf(folders));
  for (const folder of folders) {
    // A list that names itself, its parent and a stranger's place leads nowhere.
    const inside = Array.from({ length: documents }, (_, n) => `${folder}d${n}.json`);
    bodies.set(folder, listOf([...inside, folder, storage, 'https://elders.example/x']));
    for (const url of inside) bodies.set(`${url}.acr`, rulesFor(`${url}#reader`));
  }
  return bodies;
}

/** @param shut places that the pod does not let us look at. */
function fetchOf(bodies: ReadonlyMap<string, string>, shut: readonly string[] = []) {
  const asked: string[] = [];
  const from: typeof fetch = async (input) => {
    const url = urlOf(input);
    asked.push(url);
    if (shut.includes(url)) return new Response(null, { status: 403 });
    const body = bodies.get(url);
    return body === undefined ? new Response(null, { status: 404 }) : new Response(body);
  };
  return { asked, fetch: from };
}

async function lookThrough(pod: ReturnType<typeof fetchOf>) {
  const looks = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const look: Awaited<ReturnType<typeof readersIn>> = await readersIn(pod, storage, next);
    looks.push(look);
    next = look.next;
  }
  return looks;
}

describe('a look through the rules of a pod', () => {
  it('goes on where the one before ended, until all was seen, and each once', async () => {
    const [containers, documents] = [7, 301];
    const pod = fetchOf(podOf(containers, documents));
    const looks = await lookThrough(pod);
    const places = 1 + containers + containers * documents;
    expect(looks).toHaveLength(Math.ceil(places / placesAtOnce));
    const found = looks.flatMap((look) => look.found.map(({ at }) => at));
    expect(found).toHaveLength(containers * documents);
    expect(new Set(found).size).toBe(found.length);
    expect(looks.flatMap(({ unseen }) => unseen)).toEqual([]);
    const rules = pod.asked.filter((url) => url.endsWith('.acr'));
    expect(rules).toHaveLength(places);
    expect(pod.asked.every((url) => url.startsWith(storage))).toBe(true);
  });

  it('names each app and each issuer of a matcher that has several', async () => {
    const more = '<#m> acp:client "a", "b"; acp:issuer <https://i.example/>, <https://j.example/>.';
    const bodies = new Map([[`${storage}.acr`, `${rulesFor('https://who.example/#me')}${more}`]]);
    const [look] = await lookThrough(fetchOf(bodies));
    const pairs = look?.found.map(({ client, issuer }) => `${client} ${issuer}`);
    expect(pairs?.toSorted()).toEqual([
      'a https://i.example/',
      'a https://j.example/',
      'b https://i.example/',
      'b https://j.example/',
    ]);
  });

  it('does not go into folders that somebody made in an inbox, and says so', async () => {
    const school = `${storage}edu/i-0123456789abcdef/`;
    const inbox = `${school}inbox/`;
    const bodies = new Map([
      [storage, listOf([`${storage}edu/`])],
      [`${storage}edu/`, listOf([school])],
      [school, listOf([inbox])],
      [inbox, listOf([`${inbox}a.json`, `${inbox}deep/`])],
      [`${inbox}deep/`, listOf([`${inbox}deep/er/`])],
    ]);
    const pod = fetchOf(bodies);
    const [look] = await lookThrough(pod);
    expect(look).toEqual({ found: [], unseen: [`${inbox}deep/`] });
    expect(pod.asked).toContain(`${inbox}a.json.acr`);
    expect(pod.asked).not.toContain(`${inbox}deep/`);
  });

  it('ends after a while where the pod is slow, one place further at the least', async () => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 15_000));
    try {
      const looks = await lookThrough(fetchOf(podOf(1, 3)));
      expect(looks.length).toBeGreaterThan(2);
      expect(looks.flatMap(({ found }) => found)).toHaveLength(3);
    } finally {
      clock.mockRestore();
    }
  });

  it('names what it could not look at: rules and lists that are refused, and rules nobody can read', async () => {
    const bodies = podOf(3, 2);
    bodies.set(`${storage}c2/d0.json.acr`, '<> acp:accessControl');
    const shut = [`${storage}c0/d1.json.acr`, `${storage}c1/`];
    const [look] = await lookThrough(fetchOf(bodies, shut));
    expect(look?.unseen).toEqual([`${storage}c0/d1.json`, `${storage}c1/`, `${storage}c2/d0.json`]);
    expect(look?.found.map(({ at }) => at)).toEqual([
      `${storage}c0/d0.json`,
      `${storage}c2/d1.json`,
    ]);
  });
});
