import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { synthFinding, withPlace } from '../errors';
import {
  defineLintedException,
  endWords,
  type DefinedException,
  type WafExceptionProps,
  isExpired,
} from '../exceptions';
// By file: the parser and the readers of documents would be loaded at each synth.
import { lintFor } from '../lint/lint-exception';
import { requireFreeId } from './free-id';
import { ZoneWaf } from './zone-waf';

/**
 * An exception from the zone's managed rules. It says which requests skip what, why, who owns it and when it ends.
 *
 * It becomes one skip rule. `Skip.managedRules` and `Skip.managedRulesets` make a rule of the managed phase, always
 * before the `execute` rules, because an exception only affects what runs after it. `Skip.allManagedRules` makes a rule
 * of the custom phase: a custom rule that blocks the request still blocks it. Rules of the account are not skipped.
 *
 * The `ref` of the rule consists of the namespace and the construct id. Renaming either one removes the rule and adds
 * another.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/waf-exceptions/
 * @example
 * new WafException(waf, 'export-mp4', {
 *   request: { host: 'dashboard.example.com', method: 'POST', path: '/export-mp4', from: ['203.0.113.0/24'] },
 *   skip: Skip.managedRules(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11')),
 *   reason: 'Base64 frames in the export form trip the managed rules',
 *   owner: 'creator-tools',
 *   ticket: 'OPS-1423',
 *   expires: '2027-03-31',
 * });
 */
export class WafException extends Construct {
  /** The checked exception and the rule that it becomes, as plain data. */
  readonly exception: DefinedException;

  /** @throws InputError for any prop that cannot be used; it names the prop and the value, and says how to fix it. */
  constructor(scope: Construct, id: string, props: WafExceptionProps) {
    super(scope, requireFreeId(scope, id));
    const waf = ZoneWaf.of(this);
    const now = Date.now();
    this.exception = withPlace(this.node.path, () => {
      const place = { plan: waf.zonePlan, zoneName: waf.zone.domainName, nowMs: now };
      const exception = defineLintedException(waf.namespace, id, props, now, lintFor(place));
      waf.addException(exception);
      return exception;
    });
    this.annotate(now);
  }

  private annotate(now: number): void {
    const { request, warnings } = this.exception;
    const { expiry } = request;
    if (expiry !== undefined && isExpired(expiry, now)) {
      // Not thrown: nothing is wrong with the code, time has passed.
      Annotations.of(this).addError(
        synthFinding(
          `the exception ended ${endWords(expiry)} [expires/past]`,
          'remove it, or move `expires` if it is still needed',
        ),
      );
      return;
    }
    for (const { id, severity, message, help } of warnings) {
      const text = `${message} [${id}]. Help: ${help}`;
      if (severity === 'info') Annotations.of(this).addInfo(text);
      else Annotations.of(this).addWarning(text);
    }
  }
}
