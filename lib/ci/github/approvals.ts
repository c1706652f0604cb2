import type { GitHub } from './github';
import type { Author } from './run-of';

/** A review of a pull request, as the API gives it. */
interface GivenReview {
  readonly user: Author | null;
  readonly state: string;
  readonly body?: string | null;
  /** The newest commit of the pull request when the review was submitted. */
  readonly commit_id: string | null;
  /** Missing as long as it is a draft. */
  readonly submitted_at?: string;
}

/** The parts of a pull request that decide which approvals count. */
export interface ApprovedPull {
  readonly number: number;
  readonly user: Author | null;
  readonly head: { readonly sha: string };
  /** `null` as long as it is open. */
  readonly merged_at: string | null;
}

/** A person's approval that counts. */
export interface Approval {
  readonly login: string;
  readonly submittedAt: string;
  /** The digest that the approval names in a line of its own; `undefined` = whatever the comment said then. */
  readonly digest: string | undefined;
}

/** Who may push may approve; others may only say so. */
const WRITERS = ['admin', 'write'];

/** What says nothing about an approval. */
const SILENT = ['COMMENTED', 'PENDING'];

const DIGEST_LINE = /^[ \t>*-]*digest:[ \t]*`?(\S*?)`?[ \t]*$/gim;

/**
 * The valid approvals: the last word of each person who may write to the repository and is not the author, about the
 * newest commit of the pull request, given before it was merged. A dismissed approval is none, nor is one of an older
 * commit: GitHub keeps both in its list.
 */
export async function approvalsOf(github: GitHub, pull: ApprovedPull): Promise<readonly Approval[]> {
  const reviews = await github.list<GivenReview>(`/pulls/${pull.number}/reviews`);
  const lastWords = new Map<string, GivenReview>();
  // The list is in the order of time.
  for (const review of reviews) {
    if (review.user !== null && !SILENT.includes(review.state)) lastWords.set(review.user.login, review);
  }
  const approvals: Approval[] = [];
  for (const [login, review] of lastWords) {
    if (!isCandidate(review, pull) || !(await mayWrite(github, login))) continue;
    approvals.push({ login, submittedAt: review.submitted_at ?? '', digest: namedDigest(review.body ?? '') });
  }
  return approvals;
}

function isCandidate({ user, state, commit_id, submitted_at }: GivenReview, pull: ApprovedPull): boolean {
  return (
    state === 'APPROVED' &&
    user?.type === 'User' &&
    user.login !== pull.user?.login &&
    commit_id === pull.head.sha &&
    // No date is no proof.
    Date.parse(submitted_at ?? '') <= (pull.merged_at === null ? Infinity : Date.parse(pull.merged_at))
  );
}

/** Anyone who sees a repository may approve; branch protection counts those who may write, and so does this. */
async function mayWrite(github: GitHub, login: string): Promise<boolean> {
  const path = `/collaborators/${encodeURIComponent(login)}/permission`;
  const { permission } = await github.get<{ readonly permission: string }>(path);
  return WRITERS.includes(permission);
}

/** Of several lines the approval means all, which is none unless they are equal. */
function namedDigest(body: string): string | undefined {
  const named = new Set(
    [...body.matchAll(DIGEST_LINE)].map(([, digest = '']) => withName(digest.toLowerCase())),
  );
  if (named.size === 0) return undefined;
  return named.size === 1 ? [...named][0] : 'more than one';
}

/** People copy a digest with the name of its hash or without. */
function withName(digest: string): string {
  return digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}
