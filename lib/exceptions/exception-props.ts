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
 * Which requests an exception is for. All conditions must hold. Where a prop takes several values, any of them will do: one
 * exception stays one rule. A value that cannot be used is an `InputError` with a code such as `path/not-normalised`.
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
   * Host names, lower case; a port other than 80 and 443 is part of the name. A host outside of the zone is
   * {@link Host.customHostname}.
   */
  readonly host: OneOrMore<string | Host>;
  /** Methods, upper case as clients send them. */
  readonly method: OneOrMore<HttpMethod>;
  /**
   * A string is exactly this path; wider forms are {@link Path.pattern}, {@link Path.under} and {@link Path.contains}.
   */
  readonly path: OneOrMore<string | Path>;
  /**
   * Query parameters that must be there, each once, with this value or one of these, as clients send it. Other parameters
   * may be there too.
   *
   * @default - any query, or none
   */
  readonly query?: QueryMatch;
  /**
   * `any`: by plain HTTP too, where anybody on the way can write the request.
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
   * Further conditions, which can only narrow: made by the factories of `waf-exceptions/rules-language`, or text in the
   * Rules language. A header alone proves nothing about who calls.
   *
   * @default - none
   */
  readonly where?: OneOrMore<WhereCondition>;
}

/**
 * What a user declares: which requests, what is skipped, why, who owns it, until when.
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
  /** Which requests: all of its conditions must hold. */
  readonly request: RequestMatch;
  /** What these requests skip. */
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
   * When it begins to work: a day (UTC), `YYYY-MM-DD`, or a moment, `YYYY-MM-DDThh:mmZ`.
   *
   * @default - as soon as it is deployed
   */
  readonly starts?: string;
  /**
   * The last day (UTC) on which it works, `YYYY-MM-DD`, or the moment at which it ends, `YYYY-MM-DDThh:mmZ`. The edge
   * stops applying it then, deploy or not; synth warns 30 days before and fails after.
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
   * A skip rule of others that the exception takes the place of, by its `ref` or id: it leaves in the write that adds the
   * exception, so there is no gap and no second rule. Once it is gone, the plan says so: remove the prop.
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
