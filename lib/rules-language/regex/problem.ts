/** A pattern has so many ways to go on that finding them takes too long: to prepare it, or to run it on a text. */
export class TooManySteps extends Error {}

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
