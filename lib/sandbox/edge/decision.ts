import type { MitigatingAction } from '../../cloudflare';

/** A rule that matched and leaves a Security Event. */
export interface Match {
  readonly source: 'firewallCustom' | 'firewallManaged';
  /** As the rule names it, such as `js_challenge`; `skip` and `log` do not end the request. */
  readonly action: string;
  readonly rulesetId: string;
  readonly ruleId: string;
  readonly ref: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The `response` of a block rule. */
export interface CustomResponse {
  readonly status: number;
  readonly contentType: string;
  readonly content: string;
}

/** What ended the request at the edge. */
export interface Stop {
  readonly action: MitigatingAction;
  readonly response?: CustomResponse;
}

/** What the WAF says about one request. */
export interface Decision {
  /** Undefined = the origin is asked. */
  readonly stop: Stop | undefined;
  /** In the order in which the rules matched: what ended the request is the last one. */
  readonly matches: readonly Match[];
}
