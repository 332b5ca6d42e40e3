import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { TYPE } from '@formatjs/icu-messageformat-parser';

/** Names of the values that a text has places for, in order of the alphabet. */
export function argumentsOf(elements: readonly MessageFormatElement[]): readonly string[] {
  const found = elements.flatMap((element): readonly string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [`<${element.value}>`, ...argumentsOf(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value];
    const inside = Object.values(element.options).flatMap(({ value }) => argumentsOf(value));
    return [element.value, ...inside];
  });
  return [...new Set(found)].toSorted((a, b) => a.localeCompare(b));
}
