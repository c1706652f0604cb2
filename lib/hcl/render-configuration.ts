import { InputError, show } from '../errors';
import { type Item, renderBody, renderValue } from './render-value';
import { templateToHcl } from './template';

/** JSON of a Terraform configuration. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object of a Terraform configuration. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Arguments that name something in the configuration: bare in HCL, strings in JSON. */
const REFERENCES: readonly string[] = ['provider', 'to', 'from', 'depends_on', 'ignore_changes'];

/** Nested objects that are blocks wherever they stand; every other one is an attribute, as in the Cloudflare provider. */
const BLOCKS: readonly string[] = [
  'assert',
  'lifecycle',
  'precondition',
  'postcondition',
  'required_providers',
];

/** Labels between the name of a top-level block and its body. */
const LABELS: Readonly<Record<string, number>> = {
  terraform: 0,
  locals: 0,
  import: 0,
  removed: 0,
  moved: 0,
  provider: 1,
  check: 1,
  output: 1,
  variable: 1,
  data: 2,
  resource: 2,
};

/**
 * A synthesised stack as plain HCL, with the same meaning: for leaving CDKTF.
 *
 * @throws InputError `hcl/block` for something whose blocks cannot be distinguished from its attributes without its schema.
 */
export function renderConfiguration(configuration: JsonObject): string {
  const blocks = Object.entries(configuration)
    .filter(([name]) => name !== '//')
    .flatMap(([name, value]) => renderTopLevel(name, value));
  return `${blocks.join('\n\n')}\n`;
}

function renderTopLevel(name: string, value: Json): readonly string[] {
  const labels = Object.hasOwn(LABELS, name) ? LABELS[name] : undefined;
  if (labels === undefined) throw unknownBlock(name);
  return bodiesBelow(value, labels).map(({ path, body }) => {
    const [type = ''] = path;
    if (labels === 2 && !/^(?:cloudflare_|terraform_data$|terraform_remote_state$)/.test(type))
      throw unknownBlock(`${name} ${type}`);
    const head = [name, ...path.map((label) => `"${label}"`)].join(' ');
    return renderBlock(head, body, '');
  });
}

/** Every body below so many levels of labels. */
function bodiesBelow(
  value: Json,
  levels: number,
): readonly { readonly path: readonly string[]; readonly body: JsonObject }[] {
  if (isList(value)) return value.flatMap((item) => bodiesBelow(item, levels));
  if (!isObject(value)) return [];
  if (levels === 0) return [{ path: [], body: value }];
  return Object.entries(value).flatMap(([label, inner]) =>
    bodiesBelow(inner, levels - 1).map(({ path, body }) => ({ path: [label, ...path], body })),
  );
}

function renderBlock(head: string, body: JsonObject, indent: string): string {
  const inner = `${indent}  `;
  const items = Object.entries(body)
    .filter(([name]) => name !== '//')
    .flatMap(([name, value]): readonly Item[] => {
      if (name === 'backend') {
        return bodiesBelow(value, 1).map(({ path, body: backend }) => ({
          block: renderBlock(`backend "${path.join('')}"`, backend, inner),
        }));
      }
      if (BLOCKS.includes(name)) {
        return bodiesBelow(value, 0).map((nested) => ({ block: renderBlock(name, nested.body, inner) }));
      }
      const text = REFERENCES.includes(name)
        ? renderReference(value)
        : renderValue(value, inner, templateToHcl);
      return [{ key: name, text }];
    });
  return `${head} ${renderBody(items, indent)}`;
}

function renderReference(value: Json): string {
  if (isList(value)) return `[${value.map(renderReference).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownBlock(name: string): InputError {
  return new InputError('hcl/block', {
    message: `the stack holds something that cannot be written as HCL without its schema, got: ${show(name)}`,
    help: 'use the synthesised cdk.tf.json as it is: it is a Terraform configuration, too',
  });
}
