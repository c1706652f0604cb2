import type { Place } from '../evidence';
import { own, type Text, text } from '../review/text';
import type { DiagnosedRule } from './diagnosis';
import type { Remedy } from './remedies';

/** What one piece of evidence says of who answered. */
export interface Witness {
  readonly side: 'edge' | 'origin';
  readonly certainty: 'proof' | 'strong' | 'weak';
  readonly sentence: Text;
  readonly product?: string | undefined;
  readonly action?: string | undefined;
  readonly rules?: readonly DiagnosedRule[];
  readonly remedy?: Remedy | undefined;
  /** The wording of a page: an origin that is behind an edge of its own shows the same one. */
  readonly isWording?: true;
}

/** What is to be said of the evidence, for itself or against another piece of it. */
export interface Testimony {
  readonly witnesses: readonly Witness[];
  /** What says nothing of who answered, but belongs to the picture. */
  readonly remarks: readonly Text[];
  /** Pieces of evidence that cannot all be true. */
  readonly contradictions: readonly Text[];
}

/** Where a piece of evidence stands, as a sentence names it. */
export function placeText({ source, line }: Place): Text {
  return line === undefined ? text`${source}` : [...text`${source}`, ...own(` (${line})`)];
}
