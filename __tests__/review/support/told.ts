import type { Review } from '../../../lib/review';
import { plain } from '../../../lib/review/text';
import { verdictWords } from '../../../lib/review/words/verdict';

/** What a review says of its rules and lists and, last, of all together. */
export function told(review: Review): readonly string[] {
  return [
    ...review.zones
      .flatMap(({ entryPoints }) => entryPoints)
      .flatMap(({ changes }) =>
        changes.flatMap(({ sentence, further }) => [
          plain(sentence),
          ...further.map((condition) => `further: ${condition}`),
        ]),
      ),
    ...review.lists.map(({ sentence }) => plain(sentence)),
    plain(verdictWords(review.verdict)),
  ];
}

/** What a review says of the entry points and, last, of all together. */
export function toldOfEntryPoints(review: Review): readonly string[] {
  return [
    ...review.zones.flatMap(({ entryPoints }) => entryPoints).map(({ sentence }) => plain(sentence)),
    plain(verdictWords(review.verdict)),
  ];
}
