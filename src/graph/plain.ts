import { Field } from 'type-graphql';

type Type = NonNullable<Parameters<typeof Field>[0]>;
type Options = NonNullable<Parameters<typeof Field>[1]>;

/**
 * A field that is what stands on its object, under the same name: a property, or a getter that neither waits nor notes
 * anything. No resolver comes between, and compiled code reads it as it reads any property; in a list of hundreds that
 * is most of the work. A getter may be read more than once for one answer.
 */
export const Plain =
  (type: Type, options: Options) =>
  (target: object, name: string): void => {
    Field(type, { ...options, simple: true })(target, name);
  };
