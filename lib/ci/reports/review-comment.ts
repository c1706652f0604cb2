import { type Condition, type Review, renderMarkdown } from '../../review';
import { reasonAsCode } from './reason';

/** What a comment of ours says that a program may rely on: a digest, or that there is none. */
export type CommentState = `sha256:${string}` | 'sandbox' | 'failed' | 'refused';

/** What is around the review. */
export interface CommentPlace {
  readonly stack: string;
  /** The commit that was planned. */
  readonly commit: string;
  /** The page of the run. */
  readonly url: string | undefined;
  /** The digest that the comment held until now, if it held one. */
  readonly previous?: string | undefined;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MARKER =
  /^<!-- waf-exceptions review ([A-Za-z0-9_-]+) (sha256:[0-9a-f]{64}|sandbox|failed|refused) -->(?:\r?\n|$)/;

/** The last line of a comment that holds a digest. */
const COMMIT = /\n<!-- planned at ([0-9a-f]{40,64}) -->$/;

/** Whether the text is a digest of a review. */
export function isDigest(text: string): text is `sha256:${string}` {
  return DIGEST.test(text);
}

/** The comment of a plan of the real zone. The Markdown of a review leaves room for the lines around it. */
export function reviewComment(review: Review, place: CommentPlace): string {
  return comment(place, review.digest as CommentState, [
    ...changeNote(review.digest, place),
    renderMarkdown(review),
    `Planned at ${commitLink(place)}. The deploy plans again, and stops unless it gets this digest and a person has approved it.`,
    WHAT_BINDS,
    `<!-- planned at ${place.commit} -->`,
  ]);
}

/** What the approver needs to know. */
const WHAT_BINDS =
  '**What an approval binds:** an approval of the last commit, by another person with write access to the repository, lets ' +
  'this digest be deployed and no other. It counts until this comment changes, by a plan with another digest or ' +
  'by an edit. To be certain, copy the digest into the approval, as a line `digest: sha256:...`.';

function changeNote(digest: string, { previous }: CommentPlace): readonly string[] {
  if (previous === undefined || previous === digest) return [];
  const now = new Date().toISOString().replace(/\.\d+/, '');
  return [
    `> [!IMPORTANT]\n> **The digest changed at ${now}**; it was \`${previous}\`. Earlier approvals no longer count.`,
  ];
}

/** The comment of a plan that the policy refuses: nothing is deployed from it. */
export function refusedComment(
  review: Review,
  conditions: readonly Condition[],
  place: CommentPlace,
): string {
  const names = conditions.map((condition) => `\`${condition}\``).join(', ');
  return comment(place, 'refused', [
    `> [!CAUTION]\n> **Refused by the policy** (${names}). It cannot be deployed.`,
    renderMarkdown(review),
    `Planned at ${commitLink(place)}.`,
  ]);
}

/** The comment of a plan without a token: of a zone that the sandbox made up. */
export function sandboxComment(review: Review, place: CommentPlace): string {
  return comment(place, 'sandbox', [
    '> [!WARNING]\n> **Planned against the sandbox, not against the zone**: this run has no Cloudflare token (a fork, or a ' +
      'missing secret). It shows every exception of the stack on a zone without other rules. It cannot be deployed.',
    renderMarkdown(review),
    `Planned at ${commitLink(place)}.`,
  ]);
}

/** The comment of a plan that failed, or of a preflight that did. */
export function failedComment(error: unknown, place: CommentPlace): string {
  return comment(place, 'failed', [
    `**The plan of \`${place.stack}\` failed** at ${commitLink(place)}. It cannot be deployed.`,
    reasonAsCode(error),
    'The log of the run has the full error.',
  ]);
}

/**
 * What the first line of a comment of ours says; `undefined` for any other comment. Only the first line counts: below
 * it stand texts of the zone.
 */
export function readMarker(
  body: string,
): { readonly stack: string; readonly state: CommentState } | undefined {
  const [, stack, state] = MARKER.exec(body) ?? [];
  return stack === undefined ? undefined : { stack, state: state as CommentState };
}

/** The commit that a comment with a digest was planned at: only the last line counts, which is ours. */
export function plannedCommit(body: string): string | undefined {
  return COMMIT.exec(body)?.[1];
}

function comment({ stack }: CommentPlace, state: CommentState, parts: readonly string[]): string {
  return [`<!-- waf-exceptions review ${stack} ${state} -->`, ...parts].join('\n\n');
}

function commitLink({ commit, url }: CommentPlace): string {
  return url === undefined ? commit.slice(0, 12) : `${commit.slice(0, 12)} ([run](${url}))`;
}
