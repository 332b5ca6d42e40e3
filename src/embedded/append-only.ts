import type * as Css from '@solid/community-server';

type Stock = typeof Css;

/**
 * The pod server's parts, but that whoever may only add does nothing else. To the stock server a patch that inserts is
 * adding: it could be to what others put there, and to what the server says of each of them. A POST to what is no
 * container says whether it is there, and one with a condition when it last changed, before anybody is asked to read.
 * Whole in itself: its text goes into the compiled config.
 */
export function appendOnly(stock: Stock): Stock {
  const { read, write } = stock.AccessMode;
  const asked = ({ target }: Css.Operation, modes: Css.AccessMap): Css.AccessMap =>
    modes.add(target, write);
  class N3PatchModesExtractor extends stock.N3PatchModesExtractor {
    override async handle(operation: Css.Operation): Promise<Css.AccessMap> {
      return asked(operation, await super.handle(operation));
    }
  }
  class SparqlUpdateModesExtractor extends stock.SparqlUpdateModesExtractor {
    override async handle(operation: Css.Operation): Promise<Css.AccessMap> {
      return asked(operation, await super.handle(operation));
    }
  }
  class MethodModesExtractor extends stock.MethodModesExtractor {
    override async handle(operation: Css.Operation): Promise<Css.AccessMap> {
      const { method, target, conditions } = operation;
      const modes = await super.handle(operation);
      if (method === 'POST' && !target.path.endsWith('/')) modes.add(target, write);
      if (conditions !== undefined && !this.isOfNew(conditions)) modes.add(target, read);
      return modes;
    }

    /** Only where nothing is yet: what a write without a condition tells as well. */
    private isOfNew(conditions: Css.Conditions): boolean {
      const { notMatchesETag, matchesETag, unmodifiedSince }: Partial<Css.BasicConditions> =
        Object.assign({}, conditions);
      const others = [matchesETag, unmodifiedSince].filter((one) => one !== undefined);
      return others.length === 0 && notMatchesETag?.join() === '*';
    }
  }
  return {
    ...stock,
    MethodModesExtractor,
    N3PatchModesExtractor,
    SparqlUpdateModesExtractor,
  };
}
