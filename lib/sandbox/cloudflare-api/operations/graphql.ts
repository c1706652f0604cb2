import { escapeControls } from '../../../errors';
import { eventRows, onlyKnown } from '../graphql/event-rows';
import { parseQuery, type QueryField, QueryError } from '../graphql/query';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString } from '../json';
import type { Call, Operation } from '../http/operation';
import type { State } from '../state/state';

/** `POST /graphql`: Security Events by `viewer { zones { firewallEventsAdaptive } }`, and nothing else. */
export const graphql: Operation = (call) => {
  try {
    return { bare: true, result: { data: answer(call), errors: null } };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    process.stderr.write(
      `the sandbox does not understand a GraphQL query: ${escapeControls(error.message)}\n`,
    );
    const timestamp = new Date(call.now).toISOString();
    const refusal = { message: error.message, path: null, extensions: { timestamp } };
    return { bare: true, status: 400, result: { data: null, errors: [refusal] } };
  }
};

function answer({ body, state }: Call): JsonObject {
  const query = isObject(body) ? body['query'] : undefined;
  if (!isObject(body) || !isString(query)) throw new QueryError('the body must be an object with `query`');
  const { variables } = body;
  const fields = parseQuery(query, isObject(variables) ? variables : {});
  return selected(fields, 'viewer', (viewer) =>
    selected(viewer.fields, 'zones', (zones) =>
      zonesOf(state, zones).map((zoneTag) => zoneAnswer(state, zoneTag, zones.fields)),
    ),
  );
}

function zoneAnswer(state: State, zoneTag: string, fields: readonly QueryField[]): JsonObject {
  const events = state.events.filter((event) => event.zoneTag === zoneTag);
  return Object.fromEntries(
    fields.map((field): [string, Json] => {
      if (field.name === 'zoneTag') return [field.key, zoneTag];
      onlyKnown({ [field.name]: true }, ['zoneTag', 'firewallEventsAdaptive'], 'field of `zones`');
      return [field.key, eventRows(events, field)];
    }),
  );
}

function zonesOf(state: State, { arguments: given }: QueryField): readonly string[] {
  onlyKnown(given, ['filter', 'limit'], 'argument of `zones`');
  const filter = given['filter'];
  if (!isObject(filter)) throw new QueryError('`zones` needs `filter: { zoneTag: ... }`');
  onlyKnown(filter, ['zoneTag', 'zoneTag_in'], 'filter of `zones`');
  const { zoneTag, zoneTag_in: tags } = filter;
  const wanted = isArray(tags) ? tags : [zoneTag];
  return state.zones.map(({ id }) => id).filter((id) => wanted.includes(id));
}

/** An object with one field, which must have this name. */
function selected(
  fields: readonly QueryField[],
  name: string,
  read: (field: QueryField) => Json,
): JsonObject {
  onlyKnown(Object.fromEntries(fields.map((field) => [field.name, true])), [name], 'field');
  return Object.fromEntries(fields.map((field) => [field.key, read(field)]));
}
