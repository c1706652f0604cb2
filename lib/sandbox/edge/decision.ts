import type { MitigatingAction } from '../../cloudflare';

/** A rule that matched and leaves a Security Event. */
export interface Match {
  readonly source: 'firewallCustom' | 'firewallManaged';
  readonly action: string;
  readonly rulesetId: string;
  readonly ruleId: string;
  readonly description: string;
  readonly metadata?: Readonly<Record<string, string>>;
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
  /** What decided stands first, then the rest in the order of the rules. */
  readonly matches: readonly Match[];
}
