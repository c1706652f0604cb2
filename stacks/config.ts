import { type ZonePlan, Zone } from '../lib';
import type { StateBackend } from './state-backend';

/** Everything that differs between the places this repository deploys to. */
export interface DashboardWafConfig {
  /** The Cloudflare zone of the dashboard. */
  readonly zone: Zone;
  /** The zone's Cloudflare plan: a deploy that would exceed its custom rules is refused. */
  readonly zonePlan: ZonePlan;
  /** The host that serves the export. */
  readonly host: string;
  /** The only callers of the export, as addresses and CIDRs; `undefined` = every caller on the internet. */
  readonly allowlist: readonly string[] | undefined;
  /** Whose exceptions; no other stack may use the same. */
  readonly namespace: string;
  /** Where Terraform keeps its state. */
  readonly backend: StateBackend;
}

/**
 * The values to edit. Each can be set for one run by an environment variable instead: `WAF_ZONE` (a name or an id),
 * `WAF_ZONE_PLAN`, `WAF_HOST`, `WAF_ALLOWLIST` (blanks or commas between, or `everybody`), `WAF_NAMESPACE`, and `WAF_BACKEND`
 * (JSON). The API token is none of them: Terraform reads it from `CLOUDFLARE_API_TOKEN`.
 */
export const production: DashboardWafConfig = {
  zone: Zone.fromName('example.com'),
  zonePlan: 'business',
  host: 'dashboard.example.com',
  allowlist: ['203.0.113.0/24'],
  namespace: 'dashboard',
  backend: { type: 'local' },
};
