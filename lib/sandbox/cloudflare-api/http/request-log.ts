import type { Json } from '../json';

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

/** How much is kept; of more, the oldest requests are forgotten. */
const MAX_REQUESTS = 10_000;
const MAX_BODY_BYTES = 50_000_000;

interface Entry {
  request: RecordedRequest;
  /** Of the body, in bytes. */
  readonly size: number;
}

/** The newest requests, in the order in which they arrived. */
export class RequestLog {
  private readonly entries: Entry[] = [];
  private size = 0;

  get requests(): readonly RecordedRequest[] {
    return this.entries.map(({ request }) => request);
  }

  /**
   * Records a request; call the result with the status of the answer.
   *
   * @param size of its body, in bytes
   */
  add(request: Omit<RecordedRequest, 'status'>, size: number): (status: number) => void {
    const entry: Entry = { request: { ...request, status: 0 }, size };
    this.entries.push(entry);
    this.size += size;
    while (this.entries.length > MAX_REQUESTS || this.size > MAX_BODY_BYTES) {
      this.size -= this.entries.shift()?.size ?? 0;
    }
    return (status) => {
      entry.request = { ...request, status };
    };
  }
}
