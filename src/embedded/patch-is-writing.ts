import type * as Css from '@solid/community-server';

type Stock = typeof Css;

/**
 * The pod server's parts, but that a patch is a change. To the stock server one that only adds is adding: whoever may put
 * something new in a container could then add to what others put there, and to what the server says of each of them.
 * Whole in itself: its text goes into the compiled config.
 */
export function patchIsWriting(stock: Stock): Stock {
  const asked = ({ target }: Css.Operation, modes: Css.AccessMap): Css.AccessMap =>
    modes.add(target, stock.AccessMode.write);
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
  return { ...stock, N3PatchModesExtractor, SparqlUpdateModesExtractor };
}
