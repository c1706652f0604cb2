import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Annotations, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { CUSTOM_PHASE, type ZonePlan } from '../cloudflare';
import {
  declareZone,
  FIRST_WRITTEN,
  leftOutTerraform,
  listKey,
  providerAlias,
  quotaTerraform,
  type Replacement,
  releaseTerraform,
  replacedRulesCheck,
  zonePlanTerraform,
  zoneTerraform,
  zoneWrittenLocal,
} from '../coexistence';
import { InputError, requireBoolean, shortenUncaughtErrors, show, withPlace } from '../errors';
import {
  customRuleLimits,
  type DefinedException,
  namespacePrefix,
  type ExceptionPhase,
  PHASES,
  requireHostInZone,
} from '../exceptions';
import { ForeignRules } from './foreign-rules';
import { requireFreeId } from './free-id';
import { IpList } from './ip-list';
import { otherEntryPoints } from './other-entry-points';
import { PhaseEntryPoint } from './phase-entry-point';
import { checkProviders } from './provider-check';
import { TerraformFragment } from './terraform-fragment';
import { requireSoleOwner } from './sole-owner';
import type { Zone } from './zone';
import { requireZoneWafProps, type ZoneWafProps } from './zone-waf-props';

/**
 * A stack's share of one zone's WAF, even while it has no exceptions there. It shares the zone's entry points with the
 * dashboard, other stacks and other tools, and adds, changes or removes only rules of its own namespace.
 *
 * To remove it, use `release`. If you just drop it from the code, Terraform refuses the plan, because deleting the
 * entry points would turn off the zone's WAF.
 *
 * @example
 * new ZoneWaf(this, 'waf', { zone: Zone.fromName('example.com'), namespace: 'dashboard', zonePlan: 'pro' });
 */
export class ZoneWaf extends Construct {
  /**
   * The nearest ZoneWaf around the construct, or the construct itself.
   *
   * @throws InputError `zone-waf/scope` if there is none
   * @example
   * const exception = new WafException(waf, 'export', {
   *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
   *   skip: Skip.managedRules(ManagedRule.EMPTY_USER_AGENT),
   *   reason: 'The exporter sends no User-Agent',
   * });
   * ZoneWaf.of(exception).namespace;
   */
  static of(construct: IConstruct): ZoneWaf {
    const found = [...construct.node.scopes].reverse().find((scope) => ZoneWaf.isZoneWaf(scope));
    if (found !== undefined) return found;
    throw new InputError(
      'zone-waf/scope',
      {
        message: 'an exception must be inside a ZoneWaf',
        help: "write new WafException(waf, 'id', { ... }) where waf is a ZoneWaf",
      },
      construct.node.path,
    );
  }

  /**
   * True for a ZoneWaf of any installed copy of this package.
   *
   * @example
   * this.node.findAll().filter((construct) => ZoneWaf.isZoneWaf(construct));
   */
  static isZoneWaf(construct: object): construct is ZoneWaf {
    return ZONE_WAF in construct;
  }

  /** The zone whose WAF the stack shares. */
  readonly zone: Zone;
  /** The owner of the exceptions: part of the `ref` of each rule. */
  readonly namespace: string;
  /** The zone's Cloudflare plan as declared in code; `undefined` if it is not declared. */
  readonly zonePlan: ZonePlan | undefined;
  /** The phases that the props name; `undefined` = both. */
  private readonly phases: readonly ExceptionPhase[] | undefined;
  private readonly entryPoints: ReadonlyMap<ExceptionPhase, PhaseEntryPoint>;
  private readonly exceptions = new Map<string, DefinedException>();

  /** @throws InputError for a prop that cannot be used, or another ZoneWaf of the app for the same zone or namespace */
  constructor(scope: Construct, id: string, props: ZoneWafProps) {
    super(scope, requireFreeId(scope, id));
    Object.defineProperty(this, ZONE_WAF, { value: true });
    this.zone = props.zone;
    this.namespace = props.namespace;
    this.zonePlan = props.zonePlan;
    this.phases = props.phases;
    const { retiredNamespaces = [] } = props;
    this.entryPoints = withPlace(this.node.path, () => {
      requireZoneWafProps(props);
      requireSoleOwner({ construct: this, zone: this.zone, namespace: this.namespace, retiredNamespaces });
      return this.createEntryPoints(props);
    });
    // What its validations find is thrown by CDKTF.
    shortenUncaughtErrors();
    // The provider may be declared later: whether it is right is known once all constructs are there.
    checkProviders(this);
    // Letting go may hand the entry points to such a resource.
    if (this.entryPoints.size > 0) this.node.addValidation({ validate: () => this.requireSoleEntryPoints() });
  }

  /**
   * The entry point of a phase, for its Terraform resource.
   *
   * @throws InputError `zone-waf/phases` for a phase that `phases` leaves out, `zone-waf/released` after `release: true`
   */
  entryPoint(phase: ExceptionPhase): PhaseEntryPoint {
    const entryPoint = this.entryPoints.get(phase);
    if (entryPoint !== undefined) return entryPoint;
    if (this.entryPoints.size > 0) {
      throw new InputError(
        'zone-waf/phases',
        {
          message: `\`phases\` of the ZoneWaf leaves out ${show(phase)}, which holds this kind of exception, got: ${show(this.phases)}`,
          help: `add '${phase}' to \`phases\`: the next deploy adopts its entry point`,
        },
        this.node.path,
      );
    }
    throw new InputError(
      'zone-waf/released',
      {
        message: `a ZoneWaf with \`release: true\` has no entry point of the phase ${show(phase)}`,
        help: 'remove the exceptions first, then release; to keep them, remove `release`',
      },
      this.node.path,
    );
  }

  /** @internal Called by `WafException`. */
  addException(exception: DefinedException): void {
    if (this.zone.domainName !== undefined)
      for (const host of exception.request.hosts) requireHostInZone(host, this.zone.domainName);
    if (this.exceptions.has(exception.id)) {
      throw new InputError('exception/duplicate', {
        message: `the zone has another exception with this id, got: ${show(exception.id)}`,
        help: 'rename this one: the id is part of the `ref` of its rule',
      });
    }
    this.entryPoint(exception.phase).addException(exception);
    this.exceptions.set(exception.id, exception);
  }

  /** Other resources may be declared later, too. Those that cannot be compared are a warning. */
  private requireSoleEntryPoints(): string[] {
    const found = otherEntryPoints(this, this.zone, [...this.entryPoints.keys()]);
    for (const { isCertain, message } of found)
      if (!isCertain && !this.node.metadata.some(({ data }) => data === message))
        Annotations.of(this).addWarning(message);
    return found.filter(({ isCertain }) => isCertain).map(({ message }) => message);
  }

  private createEntryPoints(props: ZoneWafProps): ReadonlyMap<ExceptionPhase, PhaseEntryPoint> {
    const zone = props.zone.reference;
    const provider = new CloudflareProvider(this, 'Provider', { alias: providerAlias(zone) });
    const limits = customRuleLimits(props.zonePlan, props.customRuleQuota);
    new TerraformFragment(this, 'Zone', () => zoneTerraform(zone));
    const ownPrefixes = [props.namespace, ...(props.retiredNamespaces ?? [])].map(namespacePrefix);
    const isReleased = requireBoolean('release', props.release, false);
    const all = Object.keys(PHASES) as ExceptionPhase[];
    const phases = isReleased ? [] : all.filter((phase) => props.phases?.includes(phase) ?? true);
    for (const phase of all.filter((one) => !phases.includes(one))) {
      const spec = { zone, phase, ownPrefixes, knownId: props.entryPointIds?.[phase] };
      new TerraformFragment(this, PHASES[phase], () =>
        isReleased ? releaseTerraform(spec) : leftOutTerraform(spec),
      );
    }
    if (isReleased) return new Map();
    const { policy: foreignRules, reason } = props.foreignRules ?? ForeignRules.keep();
    if (reason !== undefined) {
      Annotations.of(this).addWarning(
        `rules that no code declares are deleted by the next deploy: ${reason}`,
      );
    }
    new TerraformFragment(this, 'Declaration', () =>
      declareZone({
        zone,
        ownPrefixes,
        foreignRules,
        limits,
        ...(phases.length < all.length && { phases }),
        exceptions: [...this.exceptions.values()],
      }),
    );
    if (phases.includes(CUSTOM_PHASE)) {
      new TerraformFragment(this, 'Plan', () => zonePlanTerraform(zone, this.hasCustomRules));
      new TerraformFragment(this, 'Quota', () =>
        quotaTerraform({ zone, limits, hasRules: this.hasCustomRules }),
      );
    }
    const entryPoints = new Map(
      phases.map((phase) => [
        phase,
        new PhaseEntryPoint(this, PHASES[phase], {
          zone,
          phase,
          ownPrefixes,
          foreignRules,
          knownId: props.entryPointIds?.[phase],
          otherPhase: phases.find((other) => other !== phase),
          limits,
          provider,
          replacements: () => this.replacements,
        }),
      ]),
    );
    const first = entryPoints.get(FIRST_WRITTEN);
    for (const entryPoint of entryPoints.values())
      if (first !== undefined && entryPoint !== first) entryPoint.writeAfter(first);
    new TerraformFragment(this, 'Replaces', () => replacedRulesCheck(zone, phases, this.replacements));
    new TerraformFragment(this, 'Written', () => ({
      locals: zoneWrittenLocal(zone, phases, this.ownListKeys()),
    }));
    return entryPoints;
  }

  /** Lists of the same stack that exceptions of the zone name. */
  private ownListKeys(): readonly string[] {
    const lists = [...this.exceptions.values()]
      .map(({ props }) => props.request.from)
      .filter((from) => from !== undefined && IpList.isIpList(from))
      .filter((list) => TerraformStack.of(list) === TerraformStack.of(this));
    return [...new Set(lists.map(({ listName }) => listKey(listName)))];
  }

  /** Rules of others that exceptions take the place of. */
  private get replacements(): readonly Replacement[] {
    return [...this.exceptions.values()].flatMap(({ replaces, rule, phase }) =>
      replaces.map((replaced) => ({ ...replaced, by: rule.ref, phase })),
    );
  }

  private get hasCustomRules(): boolean {
    return [...this.exceptions.values()].some(({ phase }) => phase === CUSTOM_PHASE);
  }
}

/** Two copies of the package may be installed: `instanceof` would not know the other's constructs. */
const ZONE_WAF = Symbol.for('waf-exceptions/ZoneWaf');
