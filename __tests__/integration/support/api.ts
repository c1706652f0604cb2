import type { ExceptionPhase } from '../../../lib';
/** A rule as the API gives it. */
export interface LiveRule {
  readonly id: string;
  readonly ref: string;
  readonly version: string;
  readonly action: string;
  readonly expression: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly [key: string]: unknown;
}

/** An entry point as the API gives it. */
export interface LiveRuleset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly rules?: readonly LiveRule[];
}

/** The dashboard's hand: whoever changes a zone besides Terraform. */
export class Api {
  private readonly baseUrl: string;
  private readonly token: string;

  constructor(environment: NodeJS.ProcessEnv) {
    this.baseUrl = environment['CLOUDFLARE_BASE_URL'] ?? '';
    this.token = environment['CLOUDFLARE_API_TOKEN'] ?? '';
  }

  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? (undefined as T) : (JSON.parse(text) as { result: T }).result;
  }

  /** The live entry point; `undefined` if the zone has none. */
  async entryPoint(zoneId: string, phase: ExceptionPhase): Promise<LiveRuleset | undefined> {
    const rulesets = await this.call<readonly { id: string; phase: string; kind: string }[]>(
      'GET',
      `/zones/${zoneId}/rulesets`,
    );
    const found = rulesets.find((ruleset) => ruleset.phase === phase && ruleset.kind === 'zone');
    return found === undefined ? undefined : this.call('GET', `/zones/${zoneId}/rulesets/${found.id}`);
  }

  async rules(zoneId: string, phase: ExceptionPhase): Promise<readonly LiveRule[]> {
    return (await this.entryPoint(zoneId, phase))?.rules ?? [];
  }

  /** A click in the dashboard that adds a rule at the end. */
  async addRule(zoneId: string, phase: ExceptionPhase, rule: object): Promise<void> {
    const entryPoint = await this.entryPoint(zoneId, phase);
    if (entryPoint === undefined) throw new Error(`zone ${zoneId} has no entry point in ${phase}`);
    await this.call('POST', `/zones/${zoneId}/rulesets/${entryPoint.id}/rules`, rule);
  }

  /** A click in the dashboard that edits the rule with this ref. */
  async editRule(zoneId: string, phase: ExceptionPhase, ref: string, change: object): Promise<void> {
    const entryPoint = await this.entryPoint(zoneId, phase);
    const rule = entryPoint?.rules?.find((candidate) => candidate.ref === ref);
    if (entryPoint === undefined || rule === undefined) throw new Error(`no rule ${ref} in ${phase}`);
    const { action, action_parameters, expression, description, enabled, logging } = rule;
    const sent = { ref, action, action_parameters, expression, description, enabled, logging, ...change };
    await this.call('PATCH', `/zones/${zoneId}/rulesets/${entryPoint.id}/rules/${rule.id}`, sent);
  }

  /** Lets the next calls of an operation go wrong. */
  async fault(fault: object): Promise<void> {
    await this.control('POST', 'faults', fault);
  }

  /** Moves the clock of the sandbox forward. */
  async advanceClock(seconds: number): Promise<void> {
    await this.control('PUT', 'clock', { advance: seconds });
  }

  private async control(method: string, path: string, body: object): Promise<void> {
    const origin = new URL(this.baseUrl).origin;
    const response = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  /** Requests since the sandbox started that change something, as `METHOD path`. */
  async writes(): Promise<readonly string[]> {
    const origin = new URL(this.baseUrl).origin;
    const response = await fetch(`${origin}/_sandbox/requests`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    const { result } = (await response.json()) as { result: readonly { method: string; path: string }[] };
    return result.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }
}
