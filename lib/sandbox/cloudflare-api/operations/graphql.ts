import { executeQuery } from '../graphql/execute-query';
import { graphqlFailure } from '../graphql/failure';
import type { Operation } from '../http/operation';
import { isObject, isString } from '../json';

/**
 * `POST /graphql`: the datasets of zones and accounts, with their settings.
 *
 * @see https://developers.cloudflare.com/analytics/graphql-api/
 */
export const graphql: Operation = ({ body, state, now }) => {
  const { query, variables, operationName } = isObject(body) ? body : {};
  const request = {
    query: isString(query) ? query : '',
    variables: isObject(variables) ? variables : {},
    operationName,
  };
  const answer = executeQuery(request, { state, now });
  if ('data' in answer) return { bare: true, result: { data: answer.data, errors: null } };
  const { error, path } = answer.refusal;
  return { bare: true, status: error.status, result: graphqlFailure(error.message, now, error.code, path) };
};
