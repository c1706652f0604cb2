import type { Operation } from './operation';
import { createList } from '../operations/lists/create-list';
import { createListItems } from '../operations/lists/create-list-items';
import { createRule } from '../operations/rulesets/create-rule';
import { createRuleset } from '../operations/rulesets/create-ruleset';
import { deleteList } from '../operations/lists/delete-list';
import { deleteListItems } from '../operations/lists/delete-list-items';
import { deleteRule } from '../operations/rulesets/delete-rule';
import { deleteRuleset } from '../operations/rulesets/delete-ruleset';
import { getBulkOperation } from '../operations/lists/get-bulk-operation';
import { getEntryPoint } from '../operations/rulesets/get-entry-point';
import { getList } from '../operations/lists/get-list';
import { getListItem } from '../operations/lists/get-list-item';
import { getListItems } from '../operations/lists/get-list-items';
import { getRuleset } from '../operations/rulesets/get-ruleset';
import { getRulesetVersion } from '../operations/rulesets/get-ruleset-version';
import { getZone } from '../operations/get-zone';
import { graphql } from '../operations/graphql';
import { listLists } from '../operations/lists/list-lists';
import { listRulesetVersions } from '../operations/rulesets/list-ruleset-versions';
import { listRulesets } from '../operations/rulesets/list-rulesets';
import { listZones } from '../operations/list-zones';
import { replaceListItems } from '../operations/lists/replace-list-items';
import { traceRequest } from '../operations/trace-request';
import { updateEntryPoint } from '../operations/rulesets/update-entry-point';
import { updateList } from '../operations/lists/update-list';
import { updateRule } from '../operations/rulesets/update-rule';
import { updateRuleset } from '../operations/rulesets/update-ruleset';
import { verifyToken } from '../operations/verify-token';

export interface Route {
  readonly method: string;
  /** Below the base URL; `:name` stands for one segment. */
  readonly path: string;
  /** What faults and the request log call it. */
  readonly name: string;
  readonly operation: Operation;
  /** True for a POST that only asks: a token that may only read may send it. */
  readonly reads?: true;
}

const route = (method: string, path: string, name: string, operation: Operation): Route => ({
  method,
  path,
  name,
  operation,
});

const RULESETS = '/:level/:scopeId/rulesets';
const RULESET = `${RULESETS}/:rulesetId`;
const ENTRY_POINT = `${RULESETS}/phases/:phase/entrypoint`;
const LISTS = '/accounts/:accountId/rules/lists';
const LIST = `${LISTS}/:listId`;

/** Everything that the emulator answers; a more specific path comes before the one that would match it, too. */
const ROUTES: readonly Route[] = [
  route('GET', '/user/tokens/verify', 'verify-token', verifyToken),
  route('GET', '/zones', 'list-zones', listZones),
  route('GET', '/zones/:zoneId', 'get-zone', getZone),
  route('GET', RULESETS, 'list-rulesets', listRulesets),
  route('POST', RULESETS, 'create-ruleset', createRuleset),
  route('GET', ENTRY_POINT, 'get-entry-point', getEntryPoint),
  route('PUT', ENTRY_POINT, 'update-entry-point', updateEntryPoint),
  route('GET', RULESET, 'get-ruleset', getRuleset),
  route('PUT', RULESET, 'update-ruleset', updateRuleset),
  route('DELETE', RULESET, 'delete-ruleset', deleteRuleset),
  route('GET', `${RULESET}/versions`, 'list-ruleset-versions', listRulesetVersions),
  route('GET', `${RULESET}/versions/:version`, 'get-ruleset-version', getRulesetVersion),
  route('POST', `${RULESET}/rules`, 'create-rule', createRule),
  route('PATCH', `${RULESET}/rules/:ruleId`, 'update-rule', updateRule),
  route('DELETE', `${RULESET}/rules/:ruleId`, 'delete-rule', deleteRule),
  route('GET', LISTS, 'list-lists', listLists),
  route('POST', LISTS, 'create-list', createList),
  route('GET', `${LISTS}/bulk_operations/:operationId`, 'get-bulk-operation', getBulkOperation),
  route('GET', LIST, 'get-list', getList),
  route('PUT', LIST, 'update-list', updateList),
  route('DELETE', LIST, 'delete-list', deleteList),
  route('GET', `${LIST}/items`, 'get-list-items', getListItems),
  route('POST', `${LIST}/items`, 'create-list-items', createListItems),
  route('PUT', `${LIST}/items`, 'replace-list-items', replaceListItems),
  route('DELETE', `${LIST}/items`, 'delete-list-items', deleteListItems),
  route('GET', `${LIST}/items/:itemId`, 'get-list-item', getListItem),
  { ...route('POST', '/graphql', 'graphql', graphql), reads: true },
  {
    ...route('POST', '/accounts/:accountId/request-tracer/trace', 'trace-request', traceRequest),
    reads: true,
  },
];

/** The names of all operations, for faults. */
export const OPERATION_NAMES: readonly string[] = ROUTES.map(({ name }) => name);

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request; undefined if the emulator has none. */
export function findRoute(method: string, path: string): RouteMatch | undefined {
  const segments = path.split('/');
  for (const candidate of ROUTES) {
    const params = candidate.method === method ? paramsOf(candidate.path.split('/'), segments) : undefined;
    if (params !== undefined) return { route: candidate, params };
  }
  return undefined;
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      if (segment === '' || (part === ':level' && segment !== 'zones' && segment !== 'accounts'))
        return undefined;
      params[part.slice(1)] = segment;
    } else if (part !== segment) {
      return undefined;
    }
  }
  return params;
}
