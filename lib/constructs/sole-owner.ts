import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { zoneKey } from '../coexistence';
import { InputError, show } from '../errors';
import { isInTree, membersOf } from './members';
import type { Zone } from './zone';

/** A ZoneWaf as far as it matters to all others of the app. */
interface Part {
  readonly construct: Construct;
  readonly stack: TerraformStack;
  readonly zone: Zone;
  readonly namespace: string;
  readonly retiredNamespaces: readonly string[];
}

/**
 * One ZoneWaf for a zone in a stack, one namespace for a stack, one state for a namespace in a zone. The ZoneWaf is
 * compared with those that could be in its way, and not with all of the app.
 *
 * @throws InputError `zone-waf/duplicate`, `namespace/stack`, `namespace/shared`, `namespace/retired`, `zone/id-and-name`
 */
export function requireSoleOwner(part: Omit<Part, 'stack'>): void {
  const own: Part = { ...part, stack: TerraformStack.of(part.construct) };
  const parts = membersOf<Part>(own.construct.node.root, PARTS);
  const others = rivals(own, indexOf(parts)).filter(({ construct }) => isInTree(construct));
  parts.push(own);
  for (const other of others) compare(own, other);
}

function compare(own: Part, other: Part): void {
  const isSameStack = other.stack === own.stack;
  const path = other.construct.node.path;
  if (isSameStack || other.namespace === own.namespace) requireComparable(other.zone, own.zone);
  const isSameZone = isSame(other.zone, own.zone);
  if (isSameStack && isSameZone) {
    throw new InputError('zone-waf/duplicate', {
      message: `the zone has another ZoneWaf in this stack, at ${show(path)}`,
      help: 'add the exceptions to that one: a zone has one entry point for each phase',
    });
  }
  if (isSameStack && other.namespace !== own.namespace) {
    throw new InputError('namespace/stack', {
      message: `\`namespace\` differs from that of ${show(path)} in the same stack, got: ${show(own.namespace)}`,
      help: `use ${show(other.namespace)}, or put this ZoneWaf into a separate stack`,
    });
  }
  if (!isSameStack && isSameZone && other.namespace === own.namespace) {
    throw new InputError('namespace/shared', {
      message: `the stack of ${show(path)} uses the same namespace in this zone, got: ${show(own.namespace)}`,
      help: 'give each stack its own namespace; otherwise, each deploy removes the exceptions of the other',
    });
  }
  if (!isSameStack && isSameZone) requireNotRetired(own, other);
}

/** A namespace that one stack has retired, and another one uses, would lose its exceptions at each deploy. */
function requireNotRetired(own: Part, other: Part): void {
  const retired =
    other.retiredNamespaces.find((name) => name === own.namespace) ??
    own.retiredNamespaces.find((name) => name === other.namespace);
  if (retired === undefined) return;
  throw new InputError('namespace/retired', {
    message: `one of this stack and that of ${show(other.construct.node.path)} has retired the namespace that the other uses in this zone, got: ${show(retired)}`,
    help: 'remove it from `retiredNamespaces`, or use another namespace',
  });
}

/** An id and a name may mean the same zone: then each deploy would remove the exceptions of the other. */
function requireComparable(a: Zone, b: Zone): void {
  const nameless = [a, b].find(({ domainName }) => domainName === undefined);
  if (nameless === undefined || isIdOf(a) === isIdOf(b)) return;
  throw new InputError('zone/id-and-name', {
    message: `another zone of this app is named by its domain, and it may be this one, got: ${show('id' in nameless.reference ? nameless.reference.id : '')}`,
    help: "say the domain of the id: Zone.fromId('...', { name: 'example.net' }), or name both zones the same way",
  });
}

function isIdOf(zone: Zone): boolean {
  return 'id' in zone.reference;
}

/** A zone may be named by its id in one place and by its name in another. */
function isSame(a: Zone, b: Zone): boolean {
  if (zoneKey(a.reference) === zoneKey(b.reference)) return true;
  return isIdOf(a) !== isIdOf(b) && a.domainName !== undefined && a.domainName === b.domainName;
}

/** The parts of an app by what can make two of them rivals, each in the order in which they were made. */
interface Index {
  /** How many parts it knows. */
  size: number;
  /** By the key of the zone, and by its domain. */
  readonly byZone: Map<unknown, Part[]>;
  /** By stack, and there by namespace: a healthy stack has one. */
  readonly byStack: Map<TerraformStack, Map<string, Part[]>>;
  /** By stack or namespace, and there by how the zone is named, as far as that can leave two zones incomparable. */
  readonly byNaming: Map<unknown, { readonly byName: Part[]; readonly byIdOnly: Part[] }>;
}

const INDEXES = new WeakMap<readonly Part[], Index>();

/** Another copy of the package may have added parts in the meantime. */
function indexOf(parts: readonly Part[]): Index {
  const index = INDEXES.get(parts) ?? {
    size: 0,
    byZone: new Map<unknown, Part[]>(),
    byStack: new Map<TerraformStack, Map<string, Part[]>>(),
    byNaming: new Map<unknown, { readonly byName: Part[]; readonly byIdOnly: Part[] }>(),
  };
  INDEXES.set(parts, index);
  for (; index.size < parts.length; index.size++) {
    const part = parts[index.size];
    if (part !== undefined) add(index, part);
  }
  return index;
}

function add({ byZone, byStack, byNaming }: Index, part: Part): void {
  const { zone, stack, namespace } = part;
  for (const key of zoneKeys(zone)) at(byZone, key, () => []).push(part);
  at(
    at(byStack, stack, () => new Map<string, Part[]>()),
    namespace,
    () => [],
  ).push(part);
  for (const group of [stack, namespace]) {
    const { byName, byIdOnly } = at(byNaming, group, () => ({ byName: [], byIdOnly: [] }));
    if (!isIdOf(zone)) byName.push(part);
    else if (zone.domainName === undefined) byIdOnly.push(part);
  }
}

/** Every part that {@link compare} could refuse, and few others. */
function rivals(own: Part, { byZone, byStack, byNaming }: Index): readonly Part[] {
  const { zone, stack, namespace } = own;
  const ofOtherNamespaces = [...(byStack.get(stack) ?? [])].filter(([name]) => name !== namespace);
  const incomparable = [stack, namespace].flatMap((group) => {
    const { byName = [], byIdOnly = [] } = byNaming.get(group) ?? {};
    if (!isIdOf(zone)) return byIdOnly;
    return zone.domainName === undefined ? byName : [];
  });
  return [
    ...new Set([
      ...zoneKeys(zone).flatMap((key) => byZone.get(key) ?? []),
      ...ofOtherNamespaces.flatMap(([, parts]) => parts),
      ...incomparable,
    ]),
  ];
}

function zoneKeys({ reference, domainName }: Zone): readonly string[] {
  return [zoneKey(reference), ...(domainName === undefined ? [] : [domainName])];
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

const PARTS = Symbol.for('waf-exceptions/zone-wafs');
