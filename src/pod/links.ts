/** `<address>; rel="one two"`, several of them in one header or in many (RFC 8288). */
const link = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s",;]+))*)/g;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i;
/** Characters. A pod server's own are some hundreds. */
const longest = 8000;

/** Where the links of this relation lead, in their order; addresses that are none are left out. */
export function linksIn(response: Response, base: string, rel: string): readonly string[] {
  const said = (response.headers.get('link') ?? '').slice(0, longest);
  return [...said.matchAll(link)].flatMap(([, target = '', parameters = '']) => {
    const [, quoted, bare = ''] = relation.exec(parameters) ?? [];
    const isMeant = (quoted ?? bare).split(/\s+/).includes(rel);
    return isMeant ? (URL.parse(target, base)?.href ?? []) : [];
  });
}
