import type { InputError } from '../../errors';
import { renderMarkdown, type Review } from '../../review';
import { reasonAsCode } from './reason';

/** Longest issue that GitHub takes, in bytes. */
const MAX_BYTES = 65_536;

const TOO_LONG = '`waf status` reports that more is due: see the log of the run.';

/** What a report is about. */
export interface DriftPlace {
  readonly stack: string;
  /** The page of the run. */
  readonly url: string | undefined;
}

/**
 * The text of the issue; `undefined` if there is nothing to tell.
 *
 * @param due what `waf status` says is due about the exceptions on the zones, as Markdown
 */
export function driftReport(
  review: Review,
  { stack }: DriftPlace,
  due: string | undefined,
): string | undefined {
  const isAsSaid = review.isEmpty && review.expiring.length === 0;
  if (isAsSaid && due === undefined) return undefined;
  if (isAsSaid && due !== undefined)
    return issue(stack, [`# Exceptions on the zones of \`${stack}\` need attention`, due]);
  const title = review.isEmpty
    ? [
        `# Exceptions of \`${stack}\` or of its neighbours have ended or soon will`,
        'Remove each one from the code, or give it a later end, in a pull request. An exception that has ended fails every plan of its stack.',
      ]
    : [
        `# The zone differs from the code of \`${stack}\``,
        'Someone changed an exception outside the code, or the main branch is not deployed yet. A deploy would do what is shown ' +
          'below. To keep the code, run the Deploy workflow with the digest; to keep the change, write it into the code.',
      ];
  const parts = [...title, renderMarkdown(review)];
  if (due === undefined) return issue(stack, parts);
  const whole = issue(stack, [...parts, due]);
  // GitHub takes no longer issue, and the review comes first.
  return Buffer.byteLength(whole) <= MAX_BYTES ? whole : issue(stack, [...parts, TOO_LONG]);
}

/** The text of the issue about a plan that fails. */
export function failedReport(error: InputError, { stack, url }: DriftPlace): string {
  const log = url === undefined ? 'The log of the run' : `[The log of the run](${url})`;
  return issue(stack, [
    `# The plan of \`${stack}\` fails`,
    reasonAsCode(error),
    `Until it succeeds, it is not known whether the zone matches the code. ${log} has the full error.`,
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
