import { InputError } from '../../errors';
import type { GitHub } from './github';
import { isDigest, plannedCommit, readMarker } from '../reports/review-comment';
import { type Author, isOurs } from './run-of';

/** A comment as the API gives it. */
export interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user: Author | null;
  /** When its text was last written, by whomever. */
  readonly updated_at: string;
}

/** Our comment about a stack on a pull request, if there is one. */
export async function ownComment(github: GitHub, pull: number, stack: string): Promise<Comment | undefined> {
  const comments = await github.list<Comment>(`/issues/${pull}/comments`);
  return comments.find((comment) => isOurs(comment) && readMarker(comment.body ?? '')?.stack === stack);
}

/**
 * Writes the one comment about a stack, in place of what it said before. A review of the same commit with the same digest
 * is left alone: an approval counts only until someone writes to the comment.
 *
 * @param write Gives the text, for the digest that the comment held until now.
 * @returns `false` if this run may not write, as on a pull request of a fork.
 */
export async function postComment(
  github: GitHub,
  pull: number,
  stack: string,
  write: (previous: string | undefined) => string,
): Promise<boolean> {
  try {
    const own = await ownComment(github, pull, stack);
    const before = own?.body ?? '';
    const body = write(digestIn(before));
    if (own === undefined) await github.post(`/issues/${pull}/comments`, { body });
    else if (!isSameReview(before, body)) await github.patch(`/issues/comments/${own.id}`, { body });
    return true;
  } catch (error) {
    if (error instanceof InputError && error.code === 'github/forbidden') return false;
    throw error;
  }
}

function digestIn(body: string): string | undefined {
  const state = readMarker(body)?.state ?? '';
  return isDigest(state) ? state : undefined;
}

function isSameReview(before: string, after: string): boolean {
  const commit = plannedCommit(after);
  return commit !== undefined && plannedCommit(before) === commit && digestIn(before) === digestIn(after);
}
