import { inForm, type Mark, marksOf } from './json-form.js';

/** How many levels deeper the text goes on behind a mark. */
const steps: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };
const isEnd = (mark: string): boolean => mark === ',' || mark === '}';

const isNameOf = ({ mark, last }: Mark, name: string): boolean =>
  mark === ':' && JSON.parse(last) === name;

/**
 * A member of the outermost object of a JSON text, letter by letter as it stands there, without the white space around it:
 * what was signed or hashed in it stays so.
 * @param text JSON, parsed before without an error.
 * @returns undefined where there is no such member; of two with one name the last, which is the one that `JSON.parse` takes.
 */
export function memberText(text: string, name: string): string | undefined {
  let level = 0;
  let begun: number | undefined;
  let found: string | undefined;
  for (const mark of marksOf(text, `${inForm},`)) {
    if (level === 1 && begun !== undefined && isEnd(mark.mark)) {
      found = text.slice(begun, mark.at).trim();
      begun = undefined;
    }
    level += steps[mark.mark] ?? 0;
    if (level === 1 && isNameOf(mark, name)) begun = mark.at + 1;
  }
  return found;
}
