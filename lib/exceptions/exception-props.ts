import type { AcceptedFinding } from './finding';
import type { HttpMethod } from './request/method';
import type { Path } from './request/path';
import type { Skip } from './skip/skip';

/** An IP list of the account, by its name. */
export interface ListReference {
  /** Without `$`: `office`, not `$office`. */
  readonly listName: string;
}

/** Which requests an exception is for. All conditions must hold, and the connection must be encrypted. */
export interface RequestMatch {
  /** One host name, lower case, without port. */
  readonly host: string;
  /** One method. */
  readonly method: HttpMethod;
  /** A string is exactly this path; wider forms are {@link Path.under} and {@link Path.contains}. */
  readonly path: string | Path;
  /**
   * The only callers: addresses and CIDRs, IPv4 and IPv6, or an IP list of the account. Use a list beyond about 25
   * addresses.
   *
   * @default - every caller
   */
  readonly from?: readonly string[] | ListReference;
}

/** What a user declares: which requests, what is skipped, why, who owns it, until when. */
export interface ExceptionProps {
  readonly request: RequestMatch;
  readonly skip: Skip;
  /** Why the exception is needed; 10 to 400 characters. */
  readonly reason: string;
  /**
   * The team or person who answers for it.
   *
   * @default - none, with a warning
   */
  readonly owner?: string;
  /**
   * Where it was decided, such as `OPS-1423`.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * The last day (UTC) on which it works, `YYYY-MM-DD`. The edge stops applying it then, deploy or not; synth warns 30
   * days before and fails after.
   *
   * @default - it never ends, with a warning
   */
  readonly expires?: string;
  /**
   * False keeps the rule in place without effect.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Leave a Security Event for each request that used the exception: the only trace that it is used.
   *
   * @default true
   */
  readonly logMatches?: boolean;
  /**
   * Findings that the author stands by, each with a reason.
   *
   * @default - none
   */
  readonly accept?: readonly AcceptedFinding[];
}
