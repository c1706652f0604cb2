/** A request, field or list that no expression can be evaluated on. */
export class ContextError extends Error {
  constructor(
    /** Stable, kebab-case, for instance `context/field-type`. */
    readonly code: string,
    message: string,
    /** What to do about it. */
    readonly help: string,
  ) {
    super(message);
    this.name = 'ContextError';
  }
}
