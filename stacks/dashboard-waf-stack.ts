import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Skip, WafException, ZoneWaf } from '../lib';
import type { DashboardWafConfig } from './config';
import { useBackend } from './state-backend';

/** The WAF exceptions of the dashboard. */
export class DashboardWafStack extends TerraformStack {
  constructor(scope: Construct, id: string, config: DashboardWafConfig) {
    super(scope, id);
    useBackend(this, config.backend);
    new CloudflareProvider(this, 'cloudflare');

    const waf = new ZoneWaf(this, 'waf', {
      zone: config.zone,
      namespace: config.namespace,
      zonePlan: config.zonePlan,
    });

    new WafException(waf, 'export-mp4', {
      request: {
        host: config.host,
        method: 'POST',
        path: '/admin/tiktok-creator/export-mp4',
        ...(config.allowlist === undefined ? {} : { from: config.allowlist }),
      },
      skip: Skip.allManagedRules(),
      reason: 'Base64 frames in the export form trip the managed rules',
      owner: 'creator-tools',
      ticket: 'OPS-1423',
      expires: '2027-03-31',
    });
  }
}
