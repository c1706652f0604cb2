import type { Json } from './json';

/** One request that the emulator got. Headers are not kept: one of them is the token. */
export interface RecordedRequest {
  readonly method: string;
  /** Below the base URL, for instance `/zones/<id>/rulesets`. */
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Parsed JSON; null if there is none. */
  readonly body: Json;
  /** HTTP status of the answer; 0 while there is none, and if the connection was dropped. */
  readonly status: number;
}

/** Requests in the order in which they arrived. */
export class RequestLog {
  private readonly entries: RecordedRequest[] = [];

  get requests(): readonly RecordedRequest[] {
    return [...this.entries];
  }

  /** Records a request; call the result with the status of the answer. */
  add(request: Omit<RecordedRequest, 'status'>): (status: number) => void {
    const index = this.entries.push({ ...request, status: 0 }) - 1;
    return (status) => {
      this.entries[index] = { ...request, status };
    };
  }
}
