import { Field } from 'type-graphql';

type Type = NonNullable<Parameters<typeof Field>[0]>;
type Options = NonNullable<Parameters<typeof Field>[1]>;

/** Compiled code that has waited does not catch what a getter throws. An error that is returned is a field’s error. */
function throwNothing(getter: PropertyDescriptor): void {
  const own = { ...getter };
  getter.get = function (this: unknown): unknown {
    try {
      return own.get?.call(this);
    } catch (error) {
      return error instanceof Error ? error : new Error('a field failed', { cause: error });
    }
  };
}

/**
 * A field that is what stands on its object, under the same name: a property, or a getter that neither waits nor notes
 * anything. No resolver comes between, and compiled code reads it as it reads any property; in a list of hundreds that
 * is most of the work. A getter may be read more than once for one answer.
 */
export const Plain =
  (type: Type, options: Options) =>
  (target: object, name: string, descriptor?: PropertyDescriptor): void => {
    Field(type, { ...options, simple: true })(target, name);
    if (descriptor?.get !== undefined) throwNothing(descriptor);
  };
