import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { Skip, WafException, Zone, ZoneWaf } from '../../../lib';

/** What the demo deploys for the team of the incident. It has nothing to do with `stacks/`, which is for you to edit. */
export class DashboardWafStack extends TerraformStack {
  /**
   * @param from The only callers of the export; `undefined` = every caller.
   * @param expires The last day of the exception.
   */
  constructor(scope: Construct, id: string, from: readonly string[] | undefined, expires: string) {
    super(scope, id);
    // As a team has it. In the sandbox each stack gets a state of the sandbox's own, whatever backend it declares.
    new S3Backend(this, { bucket: 'terraform-states', key: 'dashboard-waf.tfstate', region: 'eu-central-1' });
    new CloudflareProvider(this, 'cloudflare');
    const waf = new ZoneWaf(this, 'waf', {
      zone: Zone.fromName('example.com'),
      namespace: 'dashboard',
      zonePlan: 'business',
    });
    new WafException(waf, 'export-mp4', {
      request: {
        host: 'dashboard.example.com',
        method: 'POST',
        path: '/admin/tiktok-creator/export-mp4',
        ...(from === undefined ? {} : { from }),
      },
      skip: Skip.allManagedRules(),
      reason: 'Base64 frames in the export form trip the managed rules',
      owner: 'creator-tools',
      ticket: 'OPS-1423',
      expires,
    });
  }
}
