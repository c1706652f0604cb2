import { providerSchema } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import { finishBulkOperation } from '../bulk-operation';
import { emptyObject } from '../values/conform';
import { decodeAnswer, type DecodeMode, type DecodeRules } from '../values/decode-answer';
import { DiagnosticError, errorDiagnostic } from '../grpc/diagnostics';
import { encodeBody } from '../values/encode-request';
import { REQUEST_FAILED, reporting, unlessNotFound } from '../failure';
import { importSegments } from '../import-id';
import { listItemPages } from '../list-items';
import type { PlanRules } from '../plan';
import { listsPath, requiredParameter } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { listItemChecks } from '../validation/list-checks';
import { attributeOf, isObject, stringOf, type Value, type ValueObject } from '../values/value';
import type { Resource } from './resource';

const { attributes } = schemaOf(providerSchema.resources, 'cloudflare_list_item');

/** What the API does with a redirect that does not say it. */
const REDIRECT_DEFAULTS: Readonly<Record<string, boolean | number>> = {
  'redirect.include_subdomains': false,
  'redirect.preserve_path_suffix': false,
  'redirect.preserve_query_string': false,
  'redirect.status_code': 301,
  'redirect.subpath_matching': false,
};

const planRules: PlanRules = {
  defaults: REDIRECT_DEFAULTS,
  replace: [
    'account_id',
    'list_id',
    'asn',
    'ip',
    'hostname.url_hostname',
    'redirect.source_url',
    'redirect.target_url',
  ],
  replaceIfConfigured: ['comment', 'hostname.exclude_exact_hostname', ...Object.keys(REDIRECT_DEFAULTS)],
  keepState: ['id'],
};

const SCOPE = ['account_id', 'list_id'];

const decodeRules: DecodeRules = { notInAnswer: SCOPE, zeros: {}, times: [] };

/** The only resource whose requests have a limit of time. */
const TIMEOUT_SECONDS = 10;

/** `cloudflare_list_item`: one item of a list. Any change makes a new item. */
export const listItem: Resource = {
  attributes,
  planRules,
  checks: listItemChecks,

  async create(api, planned) {
    const operation = await reporting(REQUEST_FAILED, async () => {
      const body = [encodeBody(attributes, planned, SCOPE)];
      const path = `${listPath(planned)}/items`;
      const result = await api.result({ method: 'POST', path, body, timeoutSeconds: TIMEOUT_SECONDS });
      return (result as { readonly operation_id?: unknown } | null | undefined)?.operation_id;
    });
    await reporting('list item bulk operation failed', () =>
      finishBulkOperation(api, listsPath(planned), operation),
    );
    const item = { ...planned, id: await findItem(api, planned) };
    return reporting('failed to fetch individual list item', () =>
      fetch(api, item, 'write', TIMEOUT_SECONDS),
    );
  },

  read(api, state) {
    return reporting(REQUEST_FAILED, () =>
      unlessNotFound(() => fetch(api, state, 'refresh', TIMEOUT_SECONDS)),
    );
  },

  update() {
    return Promise.reject(new DiagnosticError(errorDiagnostic('update is not supported for list items', '')));
  },

  delete(api, state) {
    return reporting(REQUEST_FAILED, async () => {
      const body = { items: [{ id: stringOf(attributeOf(state, 'id')) ?? '' }] };
      const path = `${listPath(state)}/items`;
      await api.send({ method: 'DELETE', path, body, timeoutSeconds: TIMEOUT_SECONDS });
    });
  },

  import(api, id) {
    const format = ['<account_id>', '<list_id>', '<item_id>'];
    const { segments, problems } = importSegments(id, format);
    if (problems.length > 0) throw new DiagnosticError(...problems);
    const [accountId = '', listId = '', itemId = ''] = segments;
    const state = { ...emptyObject(attributes), account_id: accountId, list_id: listId, id: itemId };
    return reporting(REQUEST_FAILED, () => fetch(api, state, 'refresh'));
  },
};

function listPath(value: ValueObject): string {
  return `${listsPath(value)}/${requiredParameter(value, 'list_id')}`;
}

async function fetch(
  api: ApiClient,
  item: ValueObject,
  mode: DecodeMode,
  timeoutSeconds?: number,
): Promise<ValueObject> {
  const path = `${listPath(item)}/items/${requiredParameter(item, 'id', 'item_id')}`;
  const result = await api.result({
    method: 'GET',
    path,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  });
  return decodeAnswer(attributes, decodeRules, mode, item, result);
}

/** The id of the item just made: the API's answer to the creation does not tell it. */
async function findItem(api: ApiClient, planned: ValueObject): Promise<string> {
  return reporting('failed to search list items', async () => {
    const query = { search: searchTerm(planned) };
    for await (const page of listItemPages(api, listPath(planned), query, TIMEOUT_SECONDS)) {
      const id = page.map(itemOf).find((item) => isSameItem(planned, item))?.['id'];
      if (typeof id === 'string' && id !== '') return id;
    }
    throw new DiagnosticError(
      errorDiagnostic('failed to find list item', 'list item pagination did not return a matching list item'),
    );
  });
}

function itemOf(answer: unknown): ValueObject {
  return decodeAnswer(attributes, decodeRules, 'refresh', {}, answer);
}

function searchTerm(planned: ValueObject): string {
  const asn = attributeOf(planned, 'asn');
  return (
    [
      stringOf(attributeOf(planned, 'ip')),
      typeof asn === 'number' && asn > 0 ? String(asn) : null,
      stringOf(attributeOf(attributeOf(planned, 'hostname'), 'url_hostname')),
      stringOf(attributeOf(attributeOf(planned, 'redirect'), 'source_url')),
    ].find((term) => term !== null && term !== '') ?? ''
  );
}

// The comment is no part of what an item is: a list holds an address once.
function isSameItem(planned: ValueObject, item: ValueObject): boolean {
  return (
    sameScalar(planned['ip'], item['ip']) &&
    sameScalar(planned['asn'], item['asn']) &&
    sameMembers(planned['hostname'], item['hostname']) &&
    sameMembers(planned['redirect'], item['redirect'])
  );
}

function sameMembers(planned: Value | undefined, item: Value | undefined): boolean {
  if (!isObject(planned)) return true;
  return Object.entries(planned).every(([name, value]) => sameScalar(value, attributeOf(item, name)));
}

// What is left out counts as empty: the API leaves out what is false, and an empty text.
function sameScalar(a: Value | undefined, b: Value | undefined): boolean {
  const significant = (value: Value | undefined) =>
    value === false || value === '' || value === 0 ? null : value;
  return (significant(a) ?? null) === (significant(b) ?? null);
}
