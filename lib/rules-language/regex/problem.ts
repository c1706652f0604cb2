/**
 * Why a regular expression cannot be run here: Cloudflare refuses it (`invalid`), or takes it, but our engine could not
 * reproduce the verdict (`unsupported`).
 */
export class RegexProblem extends Error {
  constructor(
    readonly kind: 'invalid' | 'unsupported',
    message: string,
    /** Offset in the pattern, in bytes. */
    readonly at: number,
  ) {
    super(message);
  }
}
