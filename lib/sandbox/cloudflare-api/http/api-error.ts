/** One entry of `errors` in an answer. */
export interface ErrorItem {
  /** Absent where Cloudflare sends none. */
  readonly code?: number;
  readonly message: string;
  /** JSON pointer into the request's body, for instance `/rules/0/expression`. */
  readonly source?: { readonly pointer: string };
}

/** Ends an operation: nothing is written, and the client gets this status and error. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly item: ErrorItem,
  ) {
    super(item.message);
    this.name = 'ApiError';
  }
}
