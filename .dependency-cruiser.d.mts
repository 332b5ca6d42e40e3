import type { ICruiseOptions, IFlattenedRuleSet } from 'dependency-cruiser';

declare const walls: IFlattenedRuleSet & { readonly options: ICruiseOptions };
export default walls;
