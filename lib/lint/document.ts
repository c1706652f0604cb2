import type { PlacedList, TerraformProvider, TerraformResource } from '../rulesets';

/** A file with what the lint rules want to know of it. */
export interface DocumentSubject {
  readonly lists: readonly PlacedList[];
  /** None in a file of the API. */
  readonly resources: readonly TerraformResource[];
  /** Those of a synthesised stack. */
  readonly locals: Readonly<Record<string, unknown>>;
  readonly providers: readonly TerraformProvider[];
}
