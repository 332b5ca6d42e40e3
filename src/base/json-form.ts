/** Deeper than this nests no document that we write or a school sends; whoever walks through one may then do so plainly. */
export const mostLevels = 64;

/** Where the string that begins at a place ends; the end of the text for one that never does. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}

export interface Mark {
  readonly mark: string;
  readonly at: number;
  /** The string that was read last, in its quotes and as it is spelled. */
  readonly last: string;
}
export const inForm = '{[]}:';
// The brackets and colons of a text in their order, without building anything of it.
export function* marksOf(text: string, marks = inForm): Generator<Mark, void> {
  let last = '';
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? '';
    if (mark === '"') {
      const end = endOfString(text, at);
      last = text.slice(at, end + 1);
      at = end;
    } else if (marks.includes(mark)) yield { mark, at, last };
  }
}

/** Asked before a stranger's text is parsed: a hundred thousand levels cost whoever walks through them their stack. */
export function nestsTooDeep(text: string, most = mostLevels): boolean {
  let level = 0;
  for (const { mark } of marksOf(text)) {
    if (mark === '{' || mark === '[') level += 1;
    if (mark === '}' || mark === ']') level -= 1;
    if (level > most) return true;
  }
  return false;
}

/** Follows a text mark by mark. The answer: whether this is a name that its object had already. */
export function doubleNames(): (mark: Mark) => boolean {
  const open: Set<unknown>[] = [];
  return ({ mark, last }) => {
    if (mark === '{' || mark === '[') open.push(new Set());
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ':') {
      const name: unknown = JSON.parse(last);
      const names = open.at(-1);
      if (names?.has(name) === true) return true;
      names?.add(name);
    }
    return false;
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
  const isDouble = doubleNames();
  for (const mark of marksOf(text)) if (isDouble(mark)) return true;
  return false;
}
