import { inSlices } from './slices.js';

/** Deeper than this nests no document that we write or a school sends; whoever walks through one may then do so plainly. */
const mostLevels = 64;

/** Where the string that begins at a place ends; the end of the text for one that never does. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

interface Mark {
  readonly mark: string;
  /** The string that was read last, in its quotes and as it is spelled. */
  readonly last: string;
}
const inForm = '{[]}:';
// The brackets and colons of a text in their order, without building anything of it.
function* marksOf(text: string, marks = inForm): Generator<Mark, void> {
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? '';
    if (mark === '"') {
      const end = endOfString(text, at);
      last = text.slice(at, end + 1);
      at = end;
    } else if (marks.includes(mark)) yield { mark, last };
  }
}

/** Asked before a stranger's text is parsed: a hundred thousand levels cost whoever walks through them their stack. */
export function nestsTooDeep(text: string): boolean {
  let level = 0;
  for (const { mark } of marksOf(text)) {
    if (mark === '{' || mark === '[') level += 1;
    if (mark === '}' || mark === ']') level -= 1;
    if (level > mostLevels) return true;
  }
  return false;
}

/** Follows a text mark by mark. The answer is the names that the innermost object has by now; undefined: one of them twice. */
function namesByMark(): (mark: Mark) => number | undefined {
  const open: Set<unknown>[] = [];
  return ({ mark, last }) => {
    if (mark === '{' || mark === '[') open.push(new Set());
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ':') {
      const name: unknown = JSON.parse(last);
      const names = open.at(-1);
      if (names?.has(name) === true) return undefined;
      names?.add(name);
    }
    return open.at(-1)?.size ?? 0;
  };
}

/**
 * Names in an object twice: which of the two counts, readers of JSON do not agree on. Told from the text: a parsed
 * object has each name once.
 * @param text JSON that does not nest too deep.
 * @throws SyntaxError for what is no JSON.
 */
export function hasDoubleNames(text: string): boolean {
  JSON.parse(text);
  const namesAt = namesByMark();
  for (const mark of marksOf(text)) if (namesAt(mark) === undefined) return true;
  return false;
}

/** Names of one object: ours have some tens. */
const mostNames = 1000;
/** Marks that are looked at before others have a turn. */
const marksAtOnce = 1000;

/**
 * A large text of a stranger, looked at in slices before any of it is built: what is built in one go is then so small that
 * nobody waits for it.
 * @param most brackets, colons and commas: by these, more than by its characters, a text costs who parses it.
 * @returns undefined for what is no JSON, nests too deep, says a name twice, or has more in it.
 */
export async function parseInSlices(text: string, most: number): Promise<unknown> {
  const others = inSlices();
  const namesAt = namesByMark();
  let [level, seen] = [0, 0];
  try {
    for (const mark of marksOf(text, `${inForm},`)) {
      seen += 1;
      if (seen % marksAtOnce === 0) await others();
      if (mark.mark === '{' || mark.mark === '[') level += 1;
      if (mark.mark === '}' || mark.mark === ']') level -= 1;
      const names = namesAt(mark) ?? Number.POSITIVE_INFINITY;
      if (seen > most || level > mostLevels || names > mostNames) return undefined;
    }
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
