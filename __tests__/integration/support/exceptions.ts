import type { Construct } from 'constructs';
import {
  ManagedRuleset,
  Skip,
  WafException,
  type WafExceptionProps,
  Zone,
  ZoneWaf,
  type ZoneWafProps,
} from '../../../lib';

/** This stack's part in example.com, with the namespace `team-a` unless said otherwise. */
export function zoneWaf(scope: Construct, props: Partial<ZoneWafProps> = {}): ZoneWaf {
  return new ZoneWaf(scope, 'waf', { zone: Zone.fromName('example.com'), namespace: 'team-a', ...props });
}

/** An exception of the custom phase. */
export function customException(
  waf: Construct,
  id: string,
  props: Partial<WafExceptionProps> = {},
): WafException {
  return new WafException(waf, id, {
    request: { host: 'app.example.com', method: 'POST', path: `/${id}` },
    skip: Skip.allManagedRules(),
    reason: 'The form trips the managed rules',
    owner: 'team-a',
    expires: '2099-12-31',
    // Most tests are about the custom phase alone.
    accept: [{ finding: 'nothing-to-skip', reason: 'the zone of this test runs no managed rules' }],
    ...props,
  });
}

/** An exception of the managed phase. */
export function managedException(
  waf: Construct,
  id: string,
  props: Partial<WafExceptionProps> = {},
): WafException {
  return customException(waf, id, {
    skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
    accept: [],
    ...props,
  });
}
