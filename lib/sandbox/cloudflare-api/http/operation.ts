import type { Json, JsonObject } from '../json';
import type { State, Zone } from '../state/state';

/** One authorised request, as an operation sees it. */
export interface Call {
  readonly state: State;
  /** What the path names, for instance `rulesetId`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed body; undefined if the request has none. */
  readonly body: Json | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly canWrite: boolean;
  readonly traceRequest: RequestTracer;
}

/** A request for the Trace API. */
export interface TracedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** One step of a trace, as Cloudflare names its parts: a ruleset with its rules, or a rule. */
export interface TraceStep {
  readonly step_name: string;
  readonly type: 'ruleset' | 'rule';
  readonly matched: boolean;
  readonly name?: string;
  readonly kind?: string;
  readonly description?: string;
  readonly action?: string;
  readonly action_parameters?: JsonObject;
  readonly expression?: string;
  readonly trace?: readonly TraceStep[];
}

/** Runs a request through the rules of a zone and its account, without asking the origin and without events. */
export type RequestTracer = (
  zone: Zone,
  request: TracedRequest,
) => {
  readonly trace: readonly TraceStep[];
  /** Of the answer, 200 for that of an origin. */
  readonly statusCode: number;
};

/** What an operation did. */
export interface Outcome {
  /** Of a refusal only where the answer is bare: any other is an ApiError. @default 200 */
  readonly status?: 200 | 204 | 400 | 403;
  readonly result: Json;
  readonly resultInfo?: JsonObject;
  /** The answer is `result` itself, without Cloudflare's envelope. */
  readonly bare?: true;
  /** The new state; @default - nothing was written */
  readonly state?: State;
}

/** An operation is a function of the state: it throws an ApiError, or says what it did. It waits for nothing. */
export type Operation = (call: Call) => Outcome;

/** A part of the path that the route promises. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route of this operation has no :${name}`);
  return value;
}
