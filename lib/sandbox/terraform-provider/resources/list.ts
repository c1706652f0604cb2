import { isNested, providerSchema, type Attributes } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import { finishBulkOperation } from '../bulk-operation';
import { emptyObject } from '../values/conform';
import { decodeAnswer, type DecodeMode, type DecodeRules } from '../values/decode-answer';
import { DiagnosticError } from '../grpc/diagnostics';
import { encodeBody, type Json } from '../values/encode-request';
import { equalAttributes } from '../values/equality';
import { REQUEST_FAILED, reporting, unlessNotFound } from '../failure';
import { importSegments } from '../import-id';
import { allListItems } from '../list-items';
import type { PlanRules } from '../plan';
import { listsPath, requiredParameter } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { listChecks } from '../validation/list-checks';
import { attributeOf, isList, isObject, stringOf, type Value, type ValueObject } from '../values/value';
import type { Resource } from './resource';

const { attributes } = schemaOf(providerSchema.resources, 'cloudflare_list');
const { items: itemsAttribute } = attributes;

const planRules: PlanRules = {
  defaults: {},
  replace: ['account_id', 'kind', 'name'],
  replaceIfConfigured: [],
  keepState: ['id'],
};

// The items have an endpoint of their own.
const decodeRules: DecodeRules = { notInAnswer: ['account_id', 'items'], zeros: {}, times: [] };

/** `cloudflare_list`: an account's list, with its items if the configuration gives them. */
export const list: Resource = {
  attributes,
  planRules,
  checks: listChecks,

  async create(api, planned) {
    const created = await reporting(REQUEST_FAILED, async () => {
      const body = {
        description: descriptionOf(planned),
        kind: stringOf(attributeOf(planned, 'kind')),
        name: stringOf(attributeOf(planned, 'name')),
      };
      return decode('write', planned, await api.result({ method: 'POST', path: listsPath(planned), body }));
    });
    if (planned['items'] === null) return created;
    return { ...created, items: await replaceItems(api, created, planned['items'] ?? null) };
  },

  async read(api, state) {
    const found = await reporting(REQUEST_FAILED, () => unlessNotFound(() => refresh(api, state)));
    if (found === null || state['items'] === null) return found;
    return { ...found, items: await readItems(api, found) };
  },

  async update(api, planned, prior) {
    const updated = await reporting(REQUEST_FAILED, async () => {
      const body = { description: descriptionOf(planned) };
      return decode('write', planned, await api.result({ method: 'PUT', path: pathOf(planned), body }));
    });
    const [before, after] = [prior['items'] ?? null, planned['items'] ?? null];
    if (itemsAttribute !== undefined && equalAttributes(itemsAttribute, before, after)) return updated;
    const items = await replaceItems(api, updated, after);
    return { ...updated, items: after === null && items.length === 0 ? null : items };
  },

  delete(api, state) {
    return reporting(REQUEST_FAILED, async () => {
      await api.send({ method: 'DELETE', path: pathOf(state) });
    });
  },

  async import(api, id) {
    const { segments, problems } = importSegments(id, ['<account_id>', '<list_id>']);
    if (problems.length > 0) throw new DiagnosticError(...problems);
    const [accountId = '', listId = ''] = segments;
    const state = { ...emptyObject(attributes), account_id: accountId, id: listId };
    const found = await reporting(REQUEST_FAILED, () => refresh(api, state));
    const items = await readItems(api, found);
    return { ...found, items: items.length === 0 ? null : items };
  },
};

function descriptionOf(planned: ValueObject): string {
  return stringOf(attributeOf(planned, 'description')) ?? '';
}

function pathOf(value: ValueObject): string {
  return `${listsPath(value)}/${requiredParameter(value, 'id', 'list_id')}`;
}

async function refresh(api: ApiClient, state: ValueObject): Promise<ValueObject> {
  return decode('refresh', state, await api.result({ method: 'GET', path: pathOf(state) }));
}

function decode(mode: DecodeMode, known: ValueObject, result: unknown): ValueObject {
  return decodeAnswer(attributes, decodeRules, mode, known, result);
}

function itemAttributes(): Attributes {
  return itemsAttribute !== undefined && isNested(itemsAttribute) ? itemsAttribute.attributes : {};
}

function readItems(api: ApiClient, value: ValueObject): Promise<ValueObject[]> {
  return allListItems(api, () => pathOf(value), itemAttributes());
}

async function replaceItems(api: ApiClient, value: ValueObject, items: Value): Promise<ValueObject[]> {
  const body: Json = isList(items)
    ? items.filter(isObject).map((item) => encodeBody(itemAttributes(), item))
    : [];
  const operation = await reporting('failed to update list items', async () => {
    const { result } = await api.envelope({ method: 'PUT', path: `${pathOf(value)}/items`, body });
    return (result as { readonly operation_id?: unknown } | null | undefined)?.operation_id;
  });
  await reporting('list item bulk operation failed', () =>
    finishBulkOperation(api, listsPath(value), operation),
  );
  return readItems(api, value);
}
