import type { InputError } from '../../lib/errors';
import { renderMarkdown, type Review } from '../../lib/review';
import { reasonAsCode } from './reason';

/** What a report is about. */
export interface DriftPlace {
  readonly stack: string;
  /** The page of the run. */
  readonly url: string | undefined;
}

/** The text of the issue; `undefined` if there is nothing to tell. */
export function driftReport(review: Review, { stack }: DriftPlace): string | undefined {
  if (review.isEmpty && review.expiring.length === 0) return undefined;
  const title = review.isEmpty
    ? [
        `# Exceptions of \`${stack}\` or of its neighbours have ended or soon will`,
        'Remove each from the code, or give it a later day, in a pull request. One that has ended fails every plan of its stack.',
      ]
    : [
        `# The zone is not as the code of \`${stack}\` says`,
        'Somebody changed an exception behind the code, or the main branch is not deployed yet. A deploy would do what is told ' +
          'below. To keep the code, run the Deploy workflow with the digest; to keep the change, write it into the code.',
      ];
  return issue(stack, [...title, renderMarkdown(review)]);
}

/** The text of the issue about a plan that fails. */
export function failedReport(error: InputError, { stack, url }: DriftPlace): string {
  const log = url === undefined ? 'The log of the run' : `[The log of the run](${url})`;
  return issue(stack, [
    `# The plan of \`${stack}\` fails`,
    reasonAsCode(error),
    `Until it succeeds nobody knows whether the zone is as the code says. ${log} has the whole error.`,
  ]);
}

/** The first line of the issue of a stack, by which it is found again. */
export function markerOf(stack: string): string {
  return `<!-- waf-exceptions drift ${stack} -->`;
}

function issue(stack: string, parts: readonly string[]): string {
  const last = 'The Drift workflow keeps this up to date, and closes it when nothing is left.';
  return [markerOf(stack), ...parts, last].join('\n\n');
}
