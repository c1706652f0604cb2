import { elementPath, memberPath } from '../../errors';
import { asState } from './as-state';
import { listOf, objectOf, textOf } from './members';
import type { TerraformProvider, TerraformResource } from './terraform-resource';

type Json = Readonly<Record<string, unknown>>;

/** The resources and data sources in a synthesised stack, a plan or a state; none for JSON of another kind. */
export function readResources(content: unknown): readonly TerraformResource[] {
  const object = objectOf(asState(content));
  if (object['planned_values'] !== undefined) return plannedResources(object);
  if (object['values'] !== undefined) return resourcesOf(object['values']);
  return [...blocksOf(object, 'resource', ''), ...blocksOf(object, 'data', 'data.')];
}

/** The locals of a synthesised stack; none for other files, which do not have them. */
export function readLocals(content: unknown): Json {
  const { locals } = objectOf(content);
  const blocks = Array.isArray(locals) ? (locals as readonly unknown[]) : [locals];
  return Object.fromEntries(blocks.flatMap((block) => Object.entries(objectOf(block))));
}

/** The provider blocks of Cloudflare in a synthesised stack or a plan. */
export function readProviders(content: unknown): readonly TerraformProvider[] {
  const { provider, configuration } = objectOf(content);
  const written = objectOf(provider)['cloudflare'];
  const blocks = Array.isArray(written) ? (written as readonly unknown[]) : [written];
  const planned = Object.values(objectOf(objectOf(configuration)['provider_config'])).filter(
    (block) => objectOf(block)['name'] === 'cloudflare',
  );
  return [
    ...blocks.map(objectOf),
    ...planned.map((block) => ({
      ...constantsOf(objectOf(block)['expressions']),
      alias: objectOf(block)['alias'],
    })),
  ]
    .filter((block) => Object.keys(block).length > 0)
    .map(({ alias, ...block }) => ({
      address: ['provider.cloudflare', ...(typeof alias === 'string' ? [alias] : [])].join('.'),
      arguments: block,
    }));
}

function constantsOf(expressions: unknown): Json {
  return Object.fromEntries(
    Object.entries(objectOf(expressions)).map(([name, value]) => [name, objectOf(value)['constant_value']]),
  );
}

/** What a plan does, and the data sources that it has read. */
function plannedResources(plan: Json): readonly TerraformResource[] {
  const live = resourcesOf(objectOf(plan['prior_state'])['values']).filter(({ isData }) => isData);
  const changes = byAddress(plan['resource_changes']);
  const blocks = byAddress(objectOf(objectOf(plan['configuration'])['root_module'])['resources']);
  return [...resourcesOf(plan['planned_values']), ...live].map((resource) => {
    const { actions, before } = objectOf(changes.get(resource.address)?.['change']);
    // Without the key of an instance: the configuration has one block for all of them.
    const { expressions } = blocks.get(resource.address.replace(/\[[^[\]]*\]$/, '')) ?? {};
    return {
      ...resource,
      references: Object.values(objectOf(expressions)).flatMap((value) =>
        listOf(objectOf(value)['references']).filter((reference) => typeof reference === 'string'),
      ),
      zoneReference: textOf(listOf(objectOf(objectOf(expressions)['zone_id'])['references'])[0]),
      actions: listOf(actions).filter((action) => typeof action === 'string'),
      before: objectOf(before),
    };
  });
}

function byAddress(entries: unknown): ReadonlyMap<string, Json> {
  return new Map(
    listOf(entries)
      .map(objectOf)
      .map((entry) => [textOf(entry['address']) ?? '', entry]),
  );
}

/** Every resource in the root module and in those inside of it, as `terraform show -json` writes them. */
function resourcesOf(values: unknown): readonly TerraformResource[] {
  return modulesOf(objectOf(values)['root_module']).map(resourceOf);
}

function modulesOf(module: unknown): readonly Json[] {
  const { resources, child_modules: children } = objectOf(module);
  return [...listOf(resources).map(objectOf), ...listOf(children).flatMap(modulesOf)];
}

function resourceOf({ address, type, mode, values }: Json): TerraformResource {
  return {
    address: textOf(address) ?? '',
    type: textOf(type) ?? '',
    isData: mode === 'data',
    values: objectOf(values),
    references: [],
    actions: [],
    before: {},
    isConfiguration: false,
  };
}

/** The blocks of a synthesised stack: by type, then by name. */
function blocksOf(stack: Json, kind: string, prefix: string): readonly TerraformResource[] {
  return entriesOf(stack[kind], kind).flatMap((ofType) =>
    entriesOf(ofType.value, ofType.path).flatMap((named) =>
      objectsOf(named.value, named.path).map(({ value: values, path }) => ({
        ...resourceOf({
          address: `${prefix}${ofType.key}.${named.key}`,
          type: ofType.key,
          mode: kind,
          values,
        }),
        references: Object.values(values).flatMap(referencesIn),
        isConfiguration: true,
        path,
      })),
    ),
  );
}

/** The members of an object, or of each object in a list: Terraform's JSON lets blocks be written as either. */
function entriesOf(
  value: unknown,
  path: string,
): readonly { readonly key: string; readonly value: unknown; readonly path: string }[] {
  return objectsOf(value, path).flatMap((object) =>
    Object.entries(object.value).map(([key, item]) => ({
      key,
      value: item,
      path: memberPath(object.path, key),
    })),
  );
}

/** Where a configuration holds something else than blocks of rulesets, with what is there. */
export function blocksWithoutRulesets(
  stack: unknown,
): readonly { readonly path: string; readonly value: unknown }[] {
  const isBlock = (value: unknown): boolean =>
    typeof value === 'object' &&
    (Array.isArray(value) ? value.every((one) => isObject(one)) : value !== null);
  const kinds = objectOf(stack)['resource'];
  if (kinds === undefined) return [];
  if (!isBlock(kinds)) return [{ path: 'resource', value: kinds }];
  const ofType = entriesOf(kinds, 'resource').filter(({ key }) => key === 'cloudflare_ruleset');
  const named = ofType
    .filter(({ value }) => isBlock(value))
    .flatMap(({ value, path }) => entriesOf(value, path));
  return [...ofType, ...named].filter(({ value }) => !isBlock(value));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectsOf(value: unknown, path: string): readonly { readonly value: Json; readonly path: string }[] {
  if (!Array.isArray(value)) return [{ value: objectOf(value), path }];
  return value.map((item: unknown, index) => ({ value: objectOf(item), path: elementPath(path, index) }));
}

/** The addresses in the templates of a text. */
function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/\$\{\s*((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)/g)].map(
    ([, address = '']) => address,
  );
}
