import { elementPath } from '../../errors';
import { listOf, objectOf, textOf } from './members';

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON of a raw Terraform state, or of `pulumi stack export`, in the form that `terraform show -json` writes; anything else
 * as it is.
 */
export function asState(content: unknown): unknown {
  const object = objectOf(content);
  if (isRawState(object)) {
    return stateOf(
      listOf(object['resources'])
        .map(objectOf)
        .flatMap((one, index) => instancesOf(one, index)),
    );
  }
  if (!isPulumi(content)) return content;
  const resources = listOf(objectOf(object['deployment'])['resources']).map(objectOf);
  return stateOf(resources.flatMap((one, index) => pulumiResource(one, index)));
}

/** Whether it is what `pulumi stack export` writes. */
export function isPulumi(content: unknown): boolean {
  return Array.isArray(objectOf(objectOf(content)['deployment'])['resources']);
}

function isRawState({ version, resources, lineage }: Json): boolean {
  return typeof version === 'number' && Array.isArray(resources) && typeof lineage === 'string';
}

function stateOf(resources: readonly Json[]): Json {
  return { format_version: '1.0', values: { root_module: { resources } } };
}

function instancesOf({ module, mode, type, name, instances }: Json, position: number): readonly Json[] {
  const path = [textOf(module), ...(mode === 'data' ? ['data'] : []), textOf(type), textOf(name)];
  const address = path.filter((part) => part !== undefined).join('.');
  return listOf(instances)
    .map(objectOf)
    .map(({ index_key: key, attributes }, index) => ({
      address: key === undefined ? address : `${address}[${JSON.stringify(key)}]`,
      mode: mode === 'data' ? 'data' : 'managed',
      type,
      values: objectOf(attributes),
      path: `${elementPath(elementPath('resources', position) + '.instances', index)}.attributes`,
    }));
}

/** Pulumi's provider is made of Terraform's: the same resources and arguments, in camel case. */
function pulumiResource({ urn, type, outputs, inputs }: Json, position: number): readonly Json[] {
  const kind = /^cloudflare:index\/(\w+):\w+$/.exec(textOf(type) ?? '')?.[1];
  if (kind === undefined) return [];
  const name = (textOf(urn) ?? '').split('::').at(-1) ?? '';
  const terraformType = `cloudflare_${snakeCase(kind)}`;
  return [
    {
      address: `${terraformType}.${name}`,
      mode: 'managed',
      type: terraformType,
      values: withSnakeCase(outputs ?? inputs),
      path: `${elementPath('deployment.resources', position)}.${outputs === undefined ? 'inputs' : 'outputs'}`,
    },
  ];
}

function withSnakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSnakeCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Pulumi's notes of what it has filled in.
      .filter(([key]) => !key.startsWith('__'))
      .map(([key, item]) => [snakeCase(key), withSnakeCase(item)]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
