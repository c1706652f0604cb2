import { docsPage } from '../errors';
import type { IpListItem } from '../exceptions';
import { escapeTemplates, expression, type TerraformObject } from './terraform-text';
import { WRITE_CONDITIONS } from './version-checks';
import { TERRAFORM } from './zone-terraform';

/** One IP list as a stack manages it. */
export interface ListSpec {
  /** The account's id; may be a token. */
  readonly accountId: string;
  readonly name: string;
  readonly description: string;
  readonly items: readonly IpListItem[];
  /** Id of the live list of this name that may be taken over, whatever it holds. */
  readonly adopt: string | undefined;
}

/** The Terraform of one list. */
export interface ListTerraform {
  /** Merged into the stack: data sources, locals and import. */
  readonly stack: TerraformObject;
  /** Arguments of the `cloudflare_list` resource besides what the user declares. */
  readonly resource: TerraformObject;
}

/** Most addresses that a sentence names. */
const MAX_NAMED = 5;

/** Name of everything that belongs to the list; its resource is `cloudflare_list.<key>`. */
export function listKey(name: string): string {
  return `waf_list_${name}`;
}

/**
 * A list is made by two requests, and its name can be taken once in an account: after a lost answer, a kill or a lost
 * state Cloudflare holds a list that Terraform does not know, and refuses to make it again. So the plan looks for a list
 * of this name and imports it, if it is known to be this stack's or loses nothing. `docs/ip-lists.md` says when.
 */
export function listTerraform(spec: ListSpec): ListTerraform {
  const key = listKey(spec.name);
  return {
    stack: {
      terraform: TERRAFORM,
      data: {
        cloudflare_lists: { [key]: { account_id: spec.accountId } },
        cloudflare_list: {
          [key]: {
            for_each: expression(`toset([for id, l in local.${key}_named : id if l.kind == "ip"])`),
            account_id: spec.accountId,
            list_id: expression('each.value'),
          },
        },
      },
      locals: locals(spec, key),
      import: [
        {
          for_each: expression(`local.${key}_import`),
          to: `cloudflare_list.${key}`,
          id: expression('each.value'),
        },
      ],
    },
    resource: {
      // A list that a rule still names cannot be deleted: the rule must change first.
      lifecycle: { create_before_destroy: true, precondition: [...WRITE_CONDITIONS] },
    },
  };
}

function locals(spec: ListSpec, key: string): TerraformObject {
  const [foreign, missing] = [`local.${key}_foreign`, `local.${key}_missing`];
  return {
    [`${key}_account`]: spec.accountId,
    [`${key}_description`]: escapeTemplates(spec.description),
    [`${key}_items`]: Object.fromEntries(
      spec.items.map(({ ip, comment = '' }) => [ip, escapeTemplates(comment)]),
    ),
    [`${key}_addresses`]: expression(`keys(local.${key}_items)`),
    [`${key}_adopt`]: spec.adopt ?? '',
    [`${key}_named`]: expression(
      `{ for l in coalesce(data.cloudflare_lists.${key}.result, []) : l.id => l if l.name == "${spec.name}" }`,
    ),
    // An answer without content counts as null, and would pass for a list without items. The one reference to the items:
    // Terraform needs milliseconds for each of them, each time that it looks.
    [`${key}_read`]: expression(
      `[for d in data.cloudflare_list.${key} : { description = d.description, complete = try(d.name == "${spec.name}" && d.num_items == length(d.items), false), items = try({ for i in d.items : i.ip => i.comment == null ? "" : i.comment }, {}) }]`,
    ),
    [`${key}_live`]: expression(`flatten([for r in local.${key}_read : keys(r.items)])`),
    // Addresses that adopting would remove, and those that it would add.
    [`${key}_foreign`]: expression(`sort(setsubtract(local.${key}_live, local.${key}_addresses))`),
    [`${key}_missing`]: expression(`setsubtract(local.${key}_addresses, local.${key}_live)`),
    [`${key}_ours`]: expression(
      `{ for id, l in local.${key}_named : id => length(${foreign}) == 0 && (l.description == local.${key}_description || length(${missing}) == 0) }`,
    ),
    // Whether a write would change nothing.
    [`${key}_in_sync`]: expression(
      `length(local.${key}_read) == 1 && alltrue([for r in local.${key}_read : r.complete && r.description == local.${key}_description && jsonencode(r.items) == jsonencode(local.${key}_items)])`,
    ),
    // Terraform ignores an import of what the state has, and refuses an id that is no id: so a sentence in the place
    // of the id refuses the plan exactly where a list of someone else would be taken over.
    [`${key}_import`]: expression(
      `{ for id, l in local.${key}_named : id => ${[
        `l.kind != "ip" ? ${quoted(otherKind(spec, key))}`,
        `id == local.${key}_adopt ? "\${local.${key}_account}/\${id}"`,
        `!alltrue(local.${key}_read[*].complete) ? ${quoted(incomplete(spec))}`,
        `!local.${key}_ours[id] ? ${quoted(notOurs(spec, key))}`,
        `"\${local.${key}_account}/\${id}" }`,
      ].join(' : ')}`,
    ),
  };
}

// The sentences hold more slashes than an id, so that the provider takes none of them for one.

function otherKind({ name }: ListSpec, key: string): string {
  return `${place(name, key)}, and it is of the kind \${l.kind}, not ip. Nothing was written. Give the IpList another \`name\`, or delete the other list. See ${docsPage('ip-lists.md')}. ${shownBy(key)}`;
}

function incomplete({ name }: ListSpec): string {
  return `Cloudflare gave no complete answer for the list $${name}. Nothing was written: plan again. See ${docsPage('ip-lists.md')} and GET /accounts/{account_id}/rules/lists/{list_id}/items`;
}

function notOurs({ name }: ListSpec, key: string): string {
  const foreign = `local.${key}_foreign`;
  const named = `join(", ", slice(${foreign}, 0, min(${MAX_NAMED}, length(${foreign}))))`;
  const count = `length(${foreign}) == 1 ? "an address" : "\${length(${foreign})} addresses"`;
  const more = `length(${foreign}) > ${MAX_NAMED} ? ", ..." : ""`;
  const holds = `length(${foreign}) == 0 ? "other items" : "\${${count}} that the code does not declare (\${${named}}\${${more}})"`;
  return `${place(name, key)}, which Terraform does not know: it is described as '\${l.description == null ? "" : l.description}' and holds \${${holds}}. Nothing was written. To take it over and replace its description and items, write adopt: '\${id}' in the IpList; to use it as it is, IpList.fromName('${name}'); or give the IpList another \`name\`. See ${docsPage('ip-lists.md')}. ${shownBy(key)}`;
}

function place(name: string, key: string): string {
  return `The account \${local.${key}_account} has another list of the name $${name} already (id \${id})`;
}

function shownBy(key: string): string {
  return `GET /accounts/\${local.${key}_account}/rules/lists/\${id}/items shows what it holds`;
}

/** Terraform expression: the text as a template. The text holds no quotes outside of its `${...}`. */
function quoted(text: string): string {
  return `"${text.replace(/\n/g, ' ')}"`;
}
