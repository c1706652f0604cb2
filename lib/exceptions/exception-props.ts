import type { AcceptedFinding } from './finding';
import type { Host } from './request/host';
import type { HttpMethod } from './request/method';
import type { OneOrMore } from './request/one-or-more';
import type { Path } from './request/path';
import type { QueryMatch } from './request/query';
import type { WhereCondition } from './request/where';
import type { ReplacedRule } from './replaces';
import type { Skip } from './skip/skip';

/**
 * An IP list of the account, by its name.
 *
 * @example
 * const office: IpListReference = IpList.fromName('office');
 * office.listName; // 'office'
 */
export interface IpListReference {
  /** Without `$`: `office`, not `$office`. */
  readonly listName: string;
}

/**
 * The requests that an exception matches. All conditions must hold. If a prop has several values, any of them may
 * match. One exception is always one rule. A value that cannot be used is an `InputError` with a code such as
 * `path/not-normalised`.
 *
 * @example
 * const request: RequestMatch = {
 *   host: 'app.example.com',
 *   method: 'POST',
 *   path: Path.pattern('/orders/*'),
 *   from: ['203.0.113.0/24'],
 * };
 */
export interface RequestMatch {
  /**
   * Host names in lower case. A port other than 80 and 443 is part of the name. For a host outside the zone, use
   * {@link Host.customHostname}.
   */
  readonly host: OneOrMore<string | Host>;
  /** Methods in upper case, as clients send them. */
  readonly method: OneOrMore<HttpMethod>;
  /**
   * A string matches exactly this path. Wider forms are {@link Path.pattern}, {@link Path.under} and
   * {@link Path.contains}.
   */
  readonly path: OneOrMore<string | Path>;
  /**
   * Query parameters that must be present, each exactly once, with this value or one of these values, as clients send
   * it. Other parameters are allowed.
   *
   * @default - any query, or none
   */
  readonly query?: QueryMatch;
  /**
   * `any` also allows plain HTTP, where anyone on the network path can forge the request.
   *
   * @default 'https' - the client's connection must be encrypted
   */
  readonly scheme?: 'https' | 'any';
  /**
   * The only callers: addresses and CIDRs, IPv4 and IPv6, or an IP list of the account. Use a list beyond about 25
   * addresses.
   *
   * @default - every caller
   */
  readonly from?: readonly string[] | IpListReference;
  /**
   * Further conditions, which can only narrow the match. Build them with `waf-exceptions/rules-language`, or write text
   * in the Rules language. A header alone proves nothing about the caller.
   *
   * @default - none
   */
  readonly where?: OneOrMore<WhereCondition>;
}

/**
 * What a user declares: which requests skip what, why, who owns the exception and when it ends.
 *
 * @example
 * const props: WafExceptionProps = {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export', from: ['203.0.113.0/24'] },
 *   skip: Skip.managedRules(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11')),
 *   reason: 'Base64 frames in the export form trip the managed rules',
 *   owner: 'creator-tools',
 *   ticket: 'OPS-1423',
 *   expires: '2027-03-31',
 * };
 * new WafException(waf, 'export', props);
 */
export interface WafExceptionProps {
  /** The requests that it matches. All conditions must hold. */
  readonly request: RequestMatch;
  /** What these requests skip. */
  readonly skip: Skip;
  /** Why the exception is needed; 10 to 400 characters. */
  readonly reason: string;
  /**
   * The team or person who is responsible for it.
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
   * When it takes effect: a day (UTC), `YYYY-MM-DD`, or a point in time, `YYYY-MM-DDThh:mmZ`.
   *
   * @default - as soon as it is deployed
   */
  readonly starts?: string;
  /**
   * The last day (UTC) on which it applies, `YYYY-MM-DD`, or the point in time at which it ends, `YYYY-MM-DDThh:mmZ`.
   * The edge then stops applying it, even without a deploy. Synth warns 30 days before, and fails afterwards.
   *
   * @default - it never ends, with a warning
   */
  readonly expires?: string;
  /**
   * `false` keeps the rule in place without any effect.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Leaves a Security Event for each request that uses the exception. There is no other sign that it is used.
   *
   * @default true
   */
  readonly logMatches?: boolean;
  /**
   * A skip rule of others that the exception replaces, by `ref` or id. The write that adds the exception also removes
   * that rule, so there is neither a gap nor a second rule. When the rule is gone, the plan says so: remove the prop
   * then.
   *
   * @default - none
   */
  readonly replaces?: OneOrMore<string | ReplacedRule>;
  /**
   * Findings that the author accepts, each with a reason.
   *
   * @default - none
   */
  readonly accept?: readonly AcceptedFinding[];
}
