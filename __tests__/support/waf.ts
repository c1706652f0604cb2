import { TerraformStack } from 'cdktf';
import type { App } from 'cdktf';
import type { Construct } from 'constructs';
import { WafException, type WafExceptionProps, Zone, ZoneWaf, type ZoneWafProps } from '../../lib';
import { PROPS } from './exceptions';

/** The zone of these tests, by name. */
export const ZONE = Zone.fromName('example.com');

/** A ZoneWaf that nothing is wrong with, with these props changed. */
export function wafIn(scope: Construct, props: Partial<ZoneWafProps> = {}, id = 'waf'): ZoneWaf {
  return new ZoneWaf(scope, id, { zone: ZONE, namespace: 'dashboard', zonePlan: 'business', ...props });
}

/** An exception that nothing is wrong with, with these props changed. */
export function exceptionIn(
  scope: Construct,
  id = 'export',
  props: Partial<WafExceptionProps> = {},
): WafException {
  return new WafException(scope, id, { ...PROPS, ...props });
}

/** An empty stack. */
export function stackIn(app: App, id = 'stack'): TerraformStack {
  return new TerraformStack(app, id);
}
