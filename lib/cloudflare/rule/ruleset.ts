import { PHASES } from '../phases';
import { RULESET_KINDS } from '../rulesets';
import { object, oneOf } from './shape';

/** What says which rules a ruleset holds; the rest of it decides nothing. */
export const RULESET_PLACE = object({
  kind: oneOf(...RULESET_KINDS),
  phase: oneOf(...PHASES),
});
