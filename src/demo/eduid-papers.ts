import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Paper {
  readonly payload: AdapterPayload;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** What the demo's eduID gave out, of all kinds: gone when it stops. */
export class EduidPapers {
  readonly #papers = new Map<string, Paper>();

  /** As the library wants it: a store for each kind. */
  of(kind: string): Adapter {
    const at = (id: string): string => `${kind} ${id}`;
    const find = async (id: string) => this.#find(at(id));
    return {
      upsert: async (id, payload, seconds) => {
        // Those without an end last as long as the demo.
        const until = seconds > 0 ? Date.now() + seconds * 1000 : Number.POSITIVE_INFINITY;
        this.#clear();
        this.#papers.set(at(id), { payload, until });
      },
      find,
      findByUid: async (uid) => this.#first(kind, (payload) => payload.uid === uid),
      findByUserCode: async (code) => this.#first(kind, (payload) => payload.userCode === code),
      consume: async (id) => {
        const payload = this.#find(at(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void this.#papers.delete(at(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of this.#papers) {
          if (payload.grantId === grantId) this.#papers.delete(key);
        }
      },
    };
  }

  #clear(): void {
    for (const [key, { until }] of this.#papers) {
      if (until <= Date.now()) this.#papers.delete(key);
    }
  }

  #find(key: string): AdapterPayload | undefined {
    const paper = this.#papers.get(key);
    return paper !== undefined && paper.until > Date.now() ? paper.payload : undefined;
  }

  #first(kind: string, fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of this.#papers) {
      if (key.startsWith(`${kind} `) && fits(payload)) return this.#find(key);
    }
    return undefined;
  }
}
