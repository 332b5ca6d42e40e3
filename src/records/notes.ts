import type { RecordIssue } from './record.js';

/** Issues of one record: each code once per place, in order of place. They name fields, never values. */
export class Notes {
  readonly #found = new Map<string, RecordIssue>();

  add(code: string, path: string): void {
    this.#found.set(`${path} ${code}`, { code, path });
  }

  issues(): readonly RecordIssue[] {
    return [...this.#found.keys()].toSorted().flatMap((key) => this.#found.get(key) ?? []);
  }
}
