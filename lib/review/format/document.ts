import type { RequestRow } from '../review';
import type { Text } from '../text';

/** A piece of a review, before it is written for a terminal or as Markdown. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: Text }
  | { readonly kind: 'paragraph'; readonly text: Text }
  | {
      readonly kind: 'alert';
      readonly severity: 'caution' | 'warning' | 'important' | 'note';
      readonly text: Text;
    }
  | { readonly kind: 'bullets'; readonly items: readonly Text[] }
  /** What happens to a request and its neighbours. */
  | { readonly kind: 'requests'; readonly rows: readonly RequestRow[] }
  /** Long texts, each with its title; folded away where the format can. */
  | { readonly kind: 'texts'; readonly title: string; readonly items: readonly Text[] }
  /** Only where the format can draw. */
  | { readonly kind: 'picture'; readonly mermaid: string };

/** How much is shown: what does not fit into a comment is left out, from the end of this list. */
export interface Detail {
  readonly requests: boolean;
  readonly expressions: boolean;
  readonly picture: boolean;
  /** Most changes that are shown of one entry point. */
  readonly changes: number;
  /** Most entries of anything else of which there may be many: zones, lists, resources. */
  readonly items: number;
  /** Most characters of a text of others. */
  readonly characters: number;
}

export const EVERYTHING: Detail = {
  requests: true,
  expressions: true,
  picture: true,
  changes: Number.MAX_SAFE_INTEGER,
  items: Number.MAX_SAFE_INTEGER,
  characters: Number.MAX_SAFE_INTEGER,
};
