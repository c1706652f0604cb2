import { readJson } from '../../errors';
import { listOf, objectOf, textOf } from '../../rulesets';
import type { PlanSources } from './plan-sources';
import { sorted } from './sorted';

type Json = Readonly<Record<string, unknown>>;

/** What Terraform reads as a comment, and CDKTF writes its metadata to. */
const COMMENT = '//';

/** Top-level blocks of Terraform's JSON by their number of labels; of all others the body follows at once. */
const LABELS: Readonly<Record<string, number>> = {
  action: 2,
  check: 1,
  data: 2,
  ephemeral: 2,
  module: 1,
  output: 1,
  provider: 1,
  resource: 2,
  variable: 1,
};

/**
 * What Terraform executes, as data to hash: the sources of the plan where they are known, else Terraform's own account
 * of them. Without what differs from machine to machine: comments, and the path of a local state.
 */
export function configurationOf(plan: Json, sources: PlanSources | undefined): unknown {
  if (sources === undefined) return sorted(accountOf(objectOf(plan['configuration'])));
  return [...sources].map(([file, text]) => [file, sourceOf(file, text)]).sort(byName);
}

function byName([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

/** Terraform's account, with the lists that have no order of their own sorted. */
function accountOf(configuration: Json): unknown {
  return { ...configuration, root_module: moduleOf(objectOf(configuration['root_module'])) };
}

function moduleOf(module: Json): Json {
  const sortedLists = ['resources', 'actions'].flatMap((key) =>
    module[key] === undefined ? [] : [[key, byAddress(listOf(module[key]))] as const],
  );
  const calls = Object.entries(objectOf(module['module_calls'])).map(([name, call]) => {
    const { module: called } = objectOf(call);
    return [name, { ...objectOf(call), module: moduleOf(objectOf(called)) }] as const;
  });
  return { ...module, ...Object.fromEntries(sortedLists), module_calls: Object.fromEntries(calls) };
}

function byAddress(elements: readonly unknown[]): readonly unknown[] {
  const address = (element: unknown): string => textOf(objectOf(element)['address']) ?? '';
  return [...elements].sort((a, b) => (address(a) < address(b) ? -1 : 1));
}

function sourceOf(file: string, text: string): unknown {
  if (!file.endsWith('.json')) return text;
  try {
    const parsed: unknown = readJson(text);
    return sorted(file.endsWith('.tf.json') ? withoutNoise(objectOf(parsed)) : parsed);
  } catch {
    return text;
  }
}

function withoutNoise(stack: Json): Json {
  const blocks = Object.entries(stack)
    .filter(([key]) => key !== COMMENT)
    .map(([key, value]) => [
      key,
      key === 'terraform' ? terraformOf(value) : uncommented(value, LABELS[key] ?? 0),
    ]);
  return Object.fromEntries(blocks) as Json;
}

/** The blocks without their comments: an object of labels, or a list at any level. */
function uncommented(value: unknown, labels: number): unknown {
  if (Array.isArray(value)) return value.map((one) => uncommented(one, labels));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key]) => key !== COMMENT);
  if (labels === 0) return Object.fromEntries(members);
  return Object.fromEntries(members.map(([key, member]) => [key, uncommented(member, labels - 1)]));
}

/** A local state is a file of the machine; where any other state lives is part of the configuration. */
function terraformOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(terraformOf);
  const { backend, ...rest } = objectOf(uncommented(value, 0));
  if (backend === undefined) return rest;
  const isLocal = objectOf(backend)['local'] !== undefined;
  return { ...rest, backend: isLocal ? { local: {} } : backend };
}
