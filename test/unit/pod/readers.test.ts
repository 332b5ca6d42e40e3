import { describe, expect, it } from 'vitest';
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
