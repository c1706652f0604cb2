import type { RuleList } from '../rule-list';

/** A list of rules and which of its file it is, in words. */
export interface PlacedList {
  readonly place: string;
  readonly list: RuleList;
}
