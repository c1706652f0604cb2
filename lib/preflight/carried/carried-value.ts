import { elementPath, memberPath } from '../../errors';
import { isNested, type Attribute, type Attributes, type AttributeType } from '../../provider-schema';
import { carriedText, describeTextChange } from './carried-text';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from '../../api-client';
import { lost, type Loss, refused } from './loss';

/** A live value on its way through Terraform. */
export interface Carried<T extends LiveJson = LiveJson> {
  /** What the plan would write; `undefined` = nothing. */
  readonly value: T | undefined;
  readonly losses: readonly Loss[];
}

/** The two schemas that a value passes: the data source reads it, the resource writes it. */
export interface Way<A> {
  readonly read: A;
  readonly write: A;
}

/** What an object turns into on its way. A member that is `null` is the same as one that is absent. */
export function carryObject(object: LiveObject, way: Way<Attributes>, path: string): Carried<LiveObject> {
  const members = Object.entries(object)
    .filter(([, item]) => item !== null)
    .map(([key, item]) => ({ key, ...carryMember(key, item, way, memberPath(path, key)) }));
  const value = Object.fromEntries(
    members.flatMap((member) => (member.value === undefined ? [] : [[member.key, member.value] as const])),
  );
  const missing = Object.entries(way.write)
    .filter(([name, { required }]) => required === true && value[name] === undefined)
    .map(([name]) => refused(memberPath(path, name), null, `Terraform needs ${name} here`));
  return { value, losses: [...members.flatMap(({ losses }) => losses), ...missing] };
}

function carryMember(key: string, item: LiveJson, way: Way<Attributes>, path: string): Carried {
  // Keys come from the API: `constructor` is a key like any other.
  const read = Object.hasOwn(way.read, key) ? way.read[key] : undefined;
  const write = Object.hasOwn(way.write, key) ? way.write[key] : undefined;
  if (read === undefined || write === undefined) {
    const reason = 'Terraform does not know it and would write the rule without it';
    return { value: undefined, losses: [lost(path, item, reason)] };
  }
  return carryAttribute(item, { read, write }, path);
}

function carryAttribute(item: LiveJson, { read, write }: Way<Attribute>, path: string): Carried {
  if (!isNested(read) || !isNested(write)) {
    return isNested(write) ? mismatch(item, 'nothing', path) : carryType(item, write.type, path);
  }
  const way = { read: read.attributes, write: write.attributes };
  const carry = (child: LiveJson, at: string): Carried =>
    isLiveObject(child) ? carryObject(child, way, at) : mismatch(child, 'an object', at);
  switch (write.nesting) {
    case 'single':
      return carry(item, path);
    case 'map':
      return carryMap(item, path, carry);
    default:
      return carryList(item, path, carry);
  }
}

function carryType(item: LiveJson, type: AttributeType, path: string): Carried {
  switch (type) {
    case 'string':
      return typeof item === 'string' ? carryText(item, path) : mismatch(item, 'text', path);
    case 'bool':
      return typeof item === 'boolean' ? { value: item, losses: [] } : mismatch(item, 'true or false', path);
    case 'int64':
      return carryInteger(item, path);
    case 'number':
      return typeof item === 'number' ? { value: item, losses: [] } : mismatch(item, 'a number', path);
    default: {
      const [collection, element] = type;
      const carry = (child: LiveJson, at: string): Carried => carryType(child, element, at);
      return collection === 'map' ? carryMap(item, path, carry) : carryList(item, path, carry);
    }
  }
}

function carryText(text: string, path: string): Carried {
  const value = carriedText(text);
  if (value === text) return { value, losses: [] };
  const reason = `Terraform brings text to Unicode form C: ${describeTextChange(text, value)}`;
  return { value, losses: [lost(path, text, reason)] };
}

function carryInteger(item: LiveJson, path: string): Carried {
  const isCarried = typeof item === 'bigint' ? BigInt.asIntN(64, item) === item : Number.isSafeInteger(item);
  return isCarried ? { value: item, losses: [] } : mismatch(item, 'a whole number of at most 64 bits', path);
}

function carryMap(
  item: LiveJson,
  path: string,
  carry: (child: LiveJson, path: string) => Carried,
): Carried<LiveObject> {
  if (!isLiveObject(item)) return mismatch(item, 'an object', path);
  const members = Object.entries(item).map(([key, child]) => {
    const at = memberPath(path, key);
    return { name: carriedText(key), key: carryText(key, at), child: carry(child, at) };
  });
  return {
    value: Object.fromEntries(
      members.flatMap(({ name, child }) => (child.value === undefined ? [] : [[name, child.value] as const])),
    ),
    losses: members.flatMap(({ key, child }) => [...key.losses, ...child.losses]),
  };
}

function carryList(
  item: LiveJson,
  path: string,
  carry: (child: LiveJson, path: string) => Carried,
): Carried<readonly LiveJson[]> {
  if (!isLiveList(item)) return mismatch(item, 'a list', path);
  const elements = item.map((child, index) => carry(child, elementPath(path, index)));
  return {
    value: elements.map(({ value }) => value ?? null),
    losses: elements.flatMap(({ losses }) => losses),
  };
}

function mismatch(item: LiveJson, expected: string, path: string): Carried<never> {
  const reason = `Terraform expects ${expected} here and would write the rule without it`;
  return { value: undefined, losses: [lost(path, item, reason)] };
}
