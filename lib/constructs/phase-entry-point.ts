import type { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import { type TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { CUSTOM_PHASE } from '../cloudflare';
import {
  entryPointArguments,
  entryPointKey,
  type EntryPointSpec,
  entryPointTerraform,
  type Replacement,
  zoneIdValue,
} from '../coexistence';
import { InputError } from '../errors';
import {
  acceptsNothingToSkip,
  type CustomRuleLimits,
  type DefinedException,
  largestLimit,
  type ExceptionPhase,
} from '../exceptions';
import { IpList } from './ip-list';
import { TerraformFragment } from './terraform-fragment';
import { verbatimLists } from './verbatim';
import { addVersionChecks } from './version-checks';

/** How a stack takes part in an entry point, apart from its exceptions. */
type PhaseEntryPointProps = Omit<EntryPointSpec, 'rules' | 'mayBeIdle' | 'replacements'> & {
  /** Rules of others that exceptions of the zone take the place of; asked once all exceptions are there. */
  readonly replacements: () => readonly Replacement[];
  /** Most custom rules of the zone, by its plan. */
  readonly limits: CustomRuleLimits;
  /** The provider configuration that only this zone's entry points use. */
  readonly provider: CloudflareProvider;
};

/**
 * The ruleset that Cloudflare executes in a zone and phase, and that this stack shares with others. It holds the
 * exceptions of all namespaces, sorted by `ref`, and then every other rule as it is live.
 *
 * A `ZoneWaf` creates it, and `entryPoint` returns it. A deploy creates the ruleset if the zone has none. Otherwise, it
 * adopts the existing one with its name, description and rules. It never deletes it.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/about/rulesets/#entry-point-ruleset
 * @example
 * const entryPoint: PhaseEntryPoint = waf.entryPoint('http_request_firewall_managed');
 * entryPoint.resource.terraformResourceType; // 'cloudflare_ruleset'
 */
export class PhaseEntryPoint extends Construct {
  /**
   * The Terraform resource, as an escape hatch. Its `rules`, `for_each` and conditions keep other people's rules from
   * being lost: do not override them.
   */
  readonly resource: Ruleset;
  /** By its name in the API. */
  readonly phase: ExceptionPhase;
  private readonly limits: CustomRuleLimits;
  private readonly exceptions: DefinedException[] = [];

  constructor(scope: Construct, id: string, props: PhaseEntryPointProps) {
    super(scope, id);
    this.phase = props.phase;
    this.limits = props.limits;
    const key = entryPointKey(props.zone, props.phase);
    const spec = (): EntryPointSpec => ({
      ...props,
      replacements: props.replacements(),
      rules: this.exceptions.map(({ rule }) => rule),
      mayBeIdle: this.exceptions
        .filter(({ props: { accept } }) => acceptsNothingToSkip(accept))
        .map(({ rule }) => rule.ref),
    });
    this.resource = new Ruleset(this, 'Resource', {
      zoneId: zoneIdValue(props.zone),
      kind: 'zone',
      phase: props.phase,
      name: 'default',
      description: '',
      provider: props.provider,
    });
    this.resource.overrideLogicalId(key);
    // None of the resource's own arguments depends on the exceptions, so they can be rendered now.
    for (const [argument, value] of Object.entries(entryPointArguments(spec())))
      this.resource.addOverride(argument, verbatimLists(value));
    new TerraformFragment(this, 'Terraform', () => entryPointTerraform(spec()));
    addVersionChecks(this, props);
  }

  /** @internal Called by `ZoneWaf`: nothing of this entry point is written before the other one is. */
  writeAfter({ resource }: PhaseEntryPoint): void {
    this.dependOnResource(resource);
  }

  /** @internal Called by `WafException`. */
  addException(exception: DefinedException): void {
    this.requireRoom();
    this.exceptions.push(exception);
    const from = exception.props.request.from;
    if (from !== undefined && IpList.isIpList(from)) this.dependOn(from);
  }

  /** The plan counts the rules of others too; more than the quota of our own is wrong without asking Cloudflare. */
  private requireRoom(): void {
    const count = this.exceptions.length + 1;
    const limit = largestLimit(this.limits);
    if (this.phase !== CUSTOM_PHASE || count <= limit) return;
    throw new InputError('zone-plan/quota-exceeded', {
      message: `the zone has at most ${limit} custom rules, and this exception would be number ${count} of this stack alone`,
      help: 'correct `zonePlan` or `customRuleQuota` of the ZoneWaf, or remove an exception; where the zone runs managed rulesets, Skip.managedRulesets and Skip.managedRules need no custom rule',
    });
  }

  /** Cloudflare refuses a rule that names a list which does not exist yet. */
  private dependOn(list: IpList): void {
    const stack = TerraformStack.of(this);
    if (TerraformStack.of(list) !== stack) {
      stack.addDependency(TerraformStack.of(list));
      return;
    }
    this.dependOnResource(list.resource);
  }

  private dependOnResource({ terraformResourceType, friendlyUniqueId }: TerraformResource): void {
    // Plain text: `fqn` is a token, which renders as a template here, and depends_on takes none.
    const dependency = `${terraformResourceType}.${friendlyUniqueId}`;
    this.resource.dependsOn = [...new Set([...(this.resource.dependsOn ?? []), dependency])];
  }
}
