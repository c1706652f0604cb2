import { jsonText, readJson } from '../../errors';
import { listOf, objectOf, textOf } from '../../rulesets';
import { distinct, type Execution, isTrusted, providerName } from './execution';

type Json = Readonly<Record<string, unknown>>;

/** A block of Terraform's JSON: its labels and its body. */
interface Block {
  readonly labels: readonly string[];
  readonly body: Json;
}

/**
 * What Terraform would run of a module, before it is run: data sources and providers work while it plans already. A
 * module that it calls is code that cannot be seen before Terraform has downloaded it.
 *
 * @param files Of the module's folder, by name: those in Terraform's JSON, and any other that Terraform reads.
 */
export function synthesisedExecutions(files: ReadonlyMap<string, string>): readonly Execution[] {
  const stacks = [...files].filter(([file]) => file.endsWith('.tf.json')).map(([, text]) => parse(text));
  const blocks = (type: string, labels: number): readonly Block[] =>
    stacks.flatMap((stack) => blocksOf(stack[type], labels));
  const required = new Map(
    blocks('terraform', 0)
      .flatMap(({ body }) => blocksOf(body['required_providers'], 0))
      .flatMap(({ body }) => Object.entries(body))
      .filter(([name]) => name !== '//')
      .map(([name, value]) => [name, providerName(name, textOf(objectOf(value)['source']))]),
  );
  const providerOf = (localName: string): string =>
    required.get(localName) ?? providerName(localName, undefined);
  const resources = RESOURCES.flatMap(({ type, prefix }) =>
    blocks(type, 2).flatMap((block) => resourceExecutions(block, prefix, providerOf)),
  );
  const named = new Set(resources.map(({ provider }) => provider));
  const providers = new Set([
    ...required.values(),
    ...blocks('provider', 1).map(({ labels: [localName = ''] }) => providerOf(localName)),
  ]);
  return distinct([
    ...resources,
    ...[...providers]
      .filter((provider) => !isTrusted(provider) && !named.has(provider))
      .map((provider): Execution => ({ address: provider, provider, kind: 'provider', detail: provider })),
    ...blocks('provider', 1).flatMap(endpointOf),
    ...blocks('action', 2).map(({ labels }): Execution => ({
      address: ['action', ...labels].join('.'),
      provider: undefined,
      kind: 'action',
      detail: '',
    })),
    ...blocks('module', 1).map(({ labels, body }): Execution => ({
      address: ['module', ...labels].join('.'),
      provider: undefined,
      kind: 'module',
      detail: textOf(body['source']) ?? '',
    })),
    ...[...files.keys()]
      .filter((file) => !file.endsWith('.tf.json'))
      .map((file): Execution => ({ address: file, provider: undefined, kind: 'file', detail: file })),
  ]);
}

/** Blocks that belong to a provider, and what their addresses begin with. */
const RESOURCES = [
  { type: 'resource', prefix: '' },
  { type: 'data', prefix: 'data.' },
  { type: 'ephemeral', prefix: 'ephemeral.' },
] as const;

function resourceExecutions(
  { labels, body }: Block,
  prefix: string,
  providerOf: (localName: string) => string,
): readonly Execution[] {
  const address = `${prefix}${labels.join('.')}`;
  const localName = textOf(body['provider'])?.replace(/\..*$/, '') ?? (labels[0] ?? '').replace(/_.*$/, '');
  const provider = providerOf(localName);
  return [
    ...blocksOf(body['provisioner'], 1).map(({ labels: [kind = ''], body: values }): Execution => ({
      address,
      provider: undefined,
      kind: 'provisioner',
      detail: [kind, ...Object.values(values).map((value) => textOf(value) ?? jsonText(value))].join(' '),
    })),
    ...(isTrusted(provider) ? [] : [{ address, provider, kind: 'provider', detail: provider } as const]),
  ];
}

/** The token goes to whatever address a provider is given. */
function endpointOf({ labels: [localName = ''], body }: Block): readonly Execution[] {
  const { base_url: url, alias } = body;
  if (url === undefined || url === null) return [];
  const key = [localName, ...(textOf(alias) === undefined ? [] : [alias])].join('.');
  return [{ address: `provider.${key}`, provider: undefined, kind: 'endpoint', detail: textOf(url) ?? '' }];
}

/** The blocks below a key: Terraform takes an object of labels, a list of those, and lists of bodies. */
function blocksOf(value: unknown, labels: number): readonly Block[] {
  if (Array.isArray(value)) return listOf(value).flatMap((one) => blocksOf(one, labels));
  if (typeof value !== 'object' || value === null) return [];
  if (labels === 0) return [{ labels: [], body: objectOf(value) }];
  return Object.entries(value)
    .filter(([label]) => label !== '//')
    .flatMap(([label, member]) =>
      blocksOf(member, labels - 1).map((block) => ({ ...block, labels: [label, ...block.labels] })),
    );
}

function parse(text: string): Json {
  try {
    return objectOf(readJson(text));
  } catch {
    // Terraform refuses it as well.
    return {};
  }
}
