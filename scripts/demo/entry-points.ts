import { CUSTOM_PHASE, MANAGED_PHASE } from '../../lib/cloudflare';
/** A rule as the API gives it. */
export interface Rule {
  readonly id: string;
  readonly ref: string;
  readonly action: string;
  readonly description?: string;
  readonly enabled: boolean;
}

/** One entry point of the zone. */
export interface EntryPoint {
  readonly phase: string;
  readonly rules: readonly Rule[];
}

/** The phases that hold exceptions, in the order in which Cloudflare runs them. */
const PHASES = [CUSTOM_PHASE, MANAGED_PHASE];

/** Asks the API itself, not Terraform, what the zone example.com holds. */
export async function readEntryPoints(): Promise<readonly EntryPoint[]> {
  const [zone] = await get<readonly { id: string }[]>('/zones?name=example.com');
  if (zone === undefined) throw new Error('the sandbox has no zone example.com');
  const rulesets = await get<readonly { id: string; phase: string; kind: string }[]>(
    `/zones/${zone.id}/rulesets`,
  );
  return Promise.all(
    PHASES.map(async (phase) => {
      const found = rulesets.find((ruleset) => ruleset.kind === 'zone' && ruleset.phase === phase);
      if (found === undefined) return { phase, rules: [] };
      const { rules = [] } = await get<{ rules?: readonly Rule[] }>(`/zones/${zone.id}/rulesets/${found.id}`);
      return { phase, rules };
    }),
  );
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${process.env['CLOUDFLARE_BASE_URL'] ?? ''}${path}`, {
    headers: { authorization: `Bearer ${process.env['CLOUDFLARE_API_TOKEN'] ?? ''}` },
  });
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  return ((await response.json()) as { result: T }).result;
}
