/** Reads what stands in a pod as RDF, without fetching anything, and holds it to the shapes of pods/shapes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import jsonld from 'jsonld';
import { DataFactory, Parser, type Quad, Store, type Term } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import { z } from 'zod';
import { projectRoot } from '../../../src/embedded/index.js';

const iri = (value: string) => DataFactory.namedNode(value);

export const lk = 'https://w3id.org/leerkluis#';
const shapeBase = 'https://w3id.org/leerkluis/shapes#';

/** All Turtle files of one folder of pods/. */
export async function turtleIn(folder: string): Promise<Store> {
  const at = join(projectRoot, 'pods', folder);
  const files = (await readdir(at)).filter((name) => name.endsWith('.ttl'));
  const texts = await Promise.all(files.map((name) => readFile(join(at, name), 'utf8')));
  return new Store(texts.flatMap((text) => new Parser().parse(text)));
}

export const context = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(await readFile(join(projectRoot, 'pods/vocab/context.jsonld'), 'utf8')));

export const shapes = await turtleIn('shapes');
const { factory } = new SHACLValidator(new Store());
/** Looks things up by index; the validator's own sets are read from end to end each time. */
const indexed = { value: (quads: Iterable<Quad> = []) => new Store([...quads]) };
const validator = new SHACLValidator(shapes, {
  factory: Object.defineProperty(factory, 'dataset', indexed),
});

const Document = z.record(z.string(), z.json());
const Node = z.object({ termType: z.enum(['NamedNode', 'BlankNode']), value: z.string() });
const Value = z.object({
  termType: z.literal('Literal'),
  value: z.string(),
  language: z.string().optional(),
  datatype: z.object({ value: z.string() }),
});
const Statements = z.array(
  z.object({ subject: Node, predicate: Node, object: z.union([Node, Value]) }),
);
const node = ({ termType, value }: z.infer<typeof Node>) =>
  termType === 'NamedNode' ? iri(value) : DataFactory.blankNode(value.replace(/^_:/, ''));
const term = (value: z.infer<typeof Node> | z.infer<typeof Value>) =>
  value.termType === 'Literal'
    ? DataFactory.literal(value.value, value.language || iri(value.datatype.value))
    : node(value);

const noFetch = (url: string) => Promise.reject(new Error(`a fetch of ${url}`));

/** The document as RDF. Refuses what JSON-LD would leave out in silence, and every fetch of a context. */
export async function quadsOf(body: string, at: string): Promise<Store> {
  const options = { base: at, documentLoader: noFetch, safe: true };
  const said = Statements.parse(await jsonld.toRDF(Document.parse(JSON.parse(body)), options));
  return new Store(
    said.map(({ subject, predicate, object }) =>
      DataFactory.quad(node(subject), iri(predicate.value), term(object)),
    ),
  );
}

/** What a walk from the document itself does not come by: a shape would not see it either. */
function strays(data: Store, root: Term): readonly string[] {
  const seen = new Set<string>();
  const queue: Term[] = [root];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    queue.push(...data.getObjects(next, null, null));
  }
  return data
    .getSubjects(null, null, null)
    .filter(({ id }) => !seen.has(id))
    .map(({ id }) => `stray ${id}`);
}

/** A result about a whole node has no path, whatever the validator's types say. */
const Path = z.object({ value: z.string() }).catch({ value: 'itself' });
const local = (name: string): string => name.replace(/^.*[#/]/, '');

/** What is wrong with a document that should have this shape, in words; nothing when it conforms. One at a time. */
export async function wrongs(body: string, at: string, shape: string): Promise<readonly string[]> {
  let data: Store;
  try {
    data = await quadsOf(body, at);
  } catch (error) {
    return [`no JSON-LD: ${String(error)}`];
  }
  const root = iri(at);
  // A new engine for each document: the last one keeps its report, and after 50 checks of one node looks no more.
  validator.validationEngine = validator.validationEngine.clone({ recordErrorsLevel: 0 });
  const report = await validator.validateNode(data, root, iri(`${shapeBase}${shape}`));
  const broken = report.results.map(
    ({ path, sourceConstraintComponent }) =>
      `${local(Path.parse(path).value)} ${local(sourceConstraintComponent.value)}`,
  );
  return [...broken, ...strays(data, root)];
}

/** Where each kind of document may stand in a pod, and its shape; a school's own bytes have none. */
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const places: readonly (readonly [RegExp, string])[] = [
  [/^edu\/index\.json$/, 'Index'],
  [/^edu\/self\/person\.json$/, 'Person'],
  ...[
    'Core',
    'Assessment',
    'Credits',
    'Evidence',
    'Feedback',
    'Identifiers',
    'Special',
    'Credential',
  ].map(
    (facet) =>
      [
        new RegExp(`^edu/(?:i-[0-9a-f]{16}|self)/${facet.toLowerCase()}(-[0-9]+)?\\.json$`),
        `${facet}Bundle`,
      ] as const,
  ),
  [new RegExp(`^edu/(?:i-[0-9a-f]{16}|self)/inbox/${id}\\.json$`), 'bytes of a school'],
  [new RegExp(`^edu/(?:i-[0-9a-f]{16}|self)/inbox/${id}\\.delivery\\.json$`), 'Delivery'],
  [new RegExp(`^shared/${id}/view\\.json$`), 'View'],
  [new RegExp(`^shared/${id}/view-credential-[1-9][0-9]*\\.json$`), 'bytes of a school'],
  [new RegExp(`^consent/grants/${id}/v[0-9]+$`), 'Grant'],
  [new RegExp(`^consent/receipts/${id}-[a-z0-9-]+\\.json$`), 'Receipt'],
];
/** @param path below the root of a pod. */
export const shapeAt = (path: string): string | undefined =>
  places.find(([place]) => place.test(path))?.[1];
