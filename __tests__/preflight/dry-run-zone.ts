import { CUSTOM_PHASE as CUSTOM, MANAGED_PHASE as MANAGED } from '../../lib/cloudflare';
import type { ZoneDeclaration } from '../../lib/coexistence';
import { customRuleLimits, type ExceptionPhase, type SkipRule } from '../../lib/exceptions';
import { cloudflareReader } from '../../lib/api-client';
import { cloudflareDryRun, preflight } from '../../lib/preflight';
import { type CloudflareApi, parseSeed, startCloudflareApi } from '../../lib/sandbox/cloudflare-api';
export { CUSTOM, MANAGED };

export const ZONE = '0123456789abcdef0123456789abcdef';
/** What a stack of this repository pins. */
export const VERSIONS = { judgedBy: '5.14.0', pinned: '5.14.0' };
export const WRITE_TOKEN = 'a-write-token-that-nobody-may-see';
export const READ_TOKEN = 'a-read-token-that-nobody-may-see';

/** A rule of an exception as a stack declares it, nothing wrong with it, with these members changed. */
export function exception(members: object = {}): SkipRule {
  return {
    ref: 'wafx__dashboard__a',
    action: 'skip',
    action_parameters: { phases: [MANAGED] },
    description: 'a',
    enabled: true,
    expression: '(http.host eq "app.example.com")',
    logging: { enabled: true },
    ...members,
  };
}

/** An emulated zone, and the stack that a preflight is run for. */
export class DryRunZone {
  /** @param entryPoints the live rules by phase; the account has an IP list `live_list` */
  static async start(
    entryPoints: Readonly<Partial<Record<ExceptionPhase, readonly object[]>>>,
    plan = 'business',
  ): Promise<DryRunZone> {
    const rulesets = Object.entries(entryPoints).map(([phase, rules]) => ({ phase, rules }));
    const seed = {
      accounts: [{ name: 'Example' }],
      zones: [{ id: ZONE, name: 'example.com', account: 'Example', plan, rulesets }],
      lists: [{ account: 'Example', name: 'live_list', kind: 'ip', items: [{ ip: '203.0.113.7' }] }],
    };
    return new DryRunZone(
      await startCloudflareApi({
        token: WRITE_TOKEN,
        readOnlyToken: READ_TOKEN,
        seed: parseSeed(JSON.stringify(seed), 'seed.json'),
      }),
    );
  }

  private constructor(readonly api: CloudflareApi) {}

  declaration(rules: readonly SkipRule[], phase: ExceptionPhase = CUSTOM): ZoneDeclaration {
    return {
      zone: { name: 'example.com', accountId: undefined },
      ownPrefixes: ['wafx__dashboard__'],
      foreignRules: 'keep',
      limits: customRuleLimits(undefined, undefined),
      // What Cloudflare says is another matter than what a plan would refuse.
      exceptions: rules.map((rule) => ({
        phase,
        sentence: '',
        rule,
        accept: [{ finding: 'nothing-to-skip', reason: 'the zone runs no managed rules' }],
      })),
    };
  }

  /** The reports of both phases, Cloudflare asked. */
  ask(
    declaration: ZoneDeclaration,
    { token = WRITE_TOKEN, ownLists = [] }: { token?: string; ownLists?: readonly string[] } = {},
  ) {
    const access = { token, baseUrl: this.api.baseUrl };
    return preflight([declaration], cloudflareReader(access), { ask: cloudflareDryRun(access), ownLists });
  }

  /** The requests so far that were not plain reads. */
  writes() {
    return this.api.requests.filter(({ method }) => method !== 'GET');
  }

  entryPointId(phase: ExceptionPhase): string {
    return this.api.state.rulesets.find(({ current }) => current.phase === phase)?.current.id ?? '';
  }

  close(): Promise<void> {
    return this.api.close();
  }
}
