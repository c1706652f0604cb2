import { bodyLimitOf as publishedLimit } from '../../rules-language/catalogue/request-limits';
import type { Zone } from '../cloudflare-api';

/** On Pro and Business Cloudflare shows less than on Enterprise, and says nowhere how much: the most that it can be. */
const MOST_OF_OTHERS = 128 * 1024;

/** How many bytes of a body the rules of a zone see: its custom rules and the managed ones. */
export function bodyLimitOf({ plan }: Zone): number {
  const { atLeast, atMost } = publishedLimit(plan, undefined);
  return atLeast === atMost ? atMost : MOST_OF_OTHERS;
}
