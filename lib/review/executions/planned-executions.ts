import { jsonText } from '../../errors';
import { listOf, objectOf, textOf } from '../../rulesets';
import { distinct, type Execution, isTrusted, providerName } from './execution';

type Json = Readonly<Record<string, unknown>>;

/** What a plan in JSON makes Terraform run, in all of its modules. */
export function plannedExecutions(plan: Json): readonly Execution[] {
  const configuration = objectOf(plan['configuration']);
  const providers = objectOf(configuration['provider_config']);
  const inModules = moduleExecutions(objectOf(configuration['root_module']), '', providers);
  const named = new Set(inModules.map(({ provider }) => provider));
  return distinct([
    ...inModules,
    ...Object.entries(providers).flatMap(([key, value]) => providerExecutions(key, objectOf(value), named)),
    ...changedBy(plan),
    ...['action_invocations', 'deferred_action_invocations'].flatMap((key) =>
      listOf(plan[key]).map((one) => action(textOf(objectOf(one)['address']) ?? '')),
    ),
  ]);
}

function moduleExecutions(module: Json, prefix: string, providers: Json): readonly Execution[] {
  const addressOf = ({ address }: Json): string => `${prefix}${textOf(address) ?? ''}`;
  const resources = listOf(module['resources']).map(objectOf);
  const calls = Object.entries(objectOf(module['module_calls']));
  return [
    ...resources.flatMap((resource) => resourceExecutions(resource, addressOf(resource), providers)),
    ...listOf(module['actions'])
      .map(objectOf)
      .map((one) => action(addressOf(one))),
    ...calls.flatMap(([name, call]) =>
      moduleExecutions(objectOf(objectOf(call)['module']), `${prefix}module.${name}.`, providers),
    ),
  ];
}

function resourceExecutions(resource: Json, address: string, providers: Json): readonly Execution[] {
  const provisioners = listOf(resource['provisioners']).map(objectOf);
  const key = textOf(resource['provider_config_key']) ?? '';
  const provider = textOf(objectOf(providers[key])['full_name']) ?? impliedBy(resource);
  return [
    ...provisioners.map(({ type, expressions }): Execution => ({
      address,
      provider: undefined,
      kind: 'provisioner',
      detail: [textOf(type) ?? '', ...Object.values(objectOf(expressions)).map(constant)].join(' ').trim(),
    })),
    ...(isTrusted(provider) ? [] : [ofProvider(address, provider)]),
  ];
}

/** The provider of a type that nothing else names. */
function impliedBy({ type }: Json): string {
  const localName = (textOf(type) ?? '').replace(/_.*$/, '');
  return providerName(localName, localName === 'cloudflare' ? 'cloudflare/cloudflare' : undefined);
}

function providerExecutions(
  key: string,
  config: Json,
  named: ReadonlySet<string | undefined>,
): readonly Execution[] {
  const provider = textOf(config['full_name']) ?? providerName(textOf(config['name']) ?? key, undefined);
  const baseUrl = objectOf(config['expressions'])['base_url'];
  return [
    // One that has no resource of its own, such as one of functions.
    ...(isTrusted(provider) || named.has(provider) ? [] : [ofProvider(provider, provider)]),
    ...(baseUrl === undefined
      ? []
      : [
          {
            address: `provider.${key}`,
            provider: undefined,
            kind: 'endpoint',
            detail: constant(baseUrl),
          } as const,
        ]),
  ];
}

/** What changes through a provider that the configuration does not name any more. */
function changedBy(plan: Json): readonly Execution[] {
  return listOf(plan['resource_changes'])
    .map(objectOf)
    .flatMap(({ address, provider_name: name }) => {
      const provider = textOf(name);
      if (provider === undefined || isTrusted(provider)) return [];
      return [ofProvider((textOf(address) ?? '').replaceAll(/\[[^\]]*\]/g, ''), provider)];
    });
}

function action(address: string): Execution {
  return { address: address.replaceAll(/\[[^\]]*\]/g, ''), provider: undefined, kind: 'action', detail: '' };
}

function ofProvider(address: string, provider: string): Execution {
  return { address, provider, kind: 'provider', detail: provider };
}

/** A value as the configuration writes it, or what it refers to. */
function constant(expression: unknown): string {
  const { constant_value: value, references } = objectOf(expression);
  if (value !== undefined) return typeof value === 'string' ? value : jsonText(value);
  return listOf(references).map(String).join(' ');
}
