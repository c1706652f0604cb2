/** A line that is no case: the mistake is in the case and not in its expression. */
export class CaseError extends Error {
  constructor(
    /** Stable, kebab-case, for instance `case/json`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CaseError';
  }
}
