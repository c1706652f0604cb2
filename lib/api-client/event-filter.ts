import { type Span, timeText } from './event-windows';
import type { Variables } from './graphql';

/** Which events are asked for; each member that is there must hold. */
export interface EventFilter {
  /** Ray id without the data centre. */
  readonly ray?: string;
  readonly host?: string;
  readonly method?: string;
  readonly path?: string;
  /** Ids of rules. */
  readonly ruleIds?: readonly string[];
  /** Of the actions, only `skip` is spelled in one way everywhere. */
  readonly action?: 'skip';
  readonly exceptAction?: 'skip';
  /** Kinds of requests, of which one must hold. */
  readonly requests?: readonly RequestFilter[];
}

/** A kind of requests; a member that is not there lets every request pass. */
export interface RequestFilter {
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  /** With `%` for any text. */
  readonly paths?: readonly string[];
}

/** A filter as GraphQL takes it: no value of others is in the query itself. */
export function filterText(
  filter: EventFilter,
  span: Span,
): { readonly text: string; readonly variables: Variables } {
  const variables: Record<string, Variables[string]> = {
    from: ['Time!', timeText(span.from)],
    to: ['Time!', timeText(span.to)],
  };
  const parts = ['datetime_geq: $from', 'datetime_leq: $to'];
  const text = (name: string, key: string, value: string | undefined): readonly string[] => {
    if (value === undefined) return [];
    variables[name] = ['string!', value];
    return [`${key}: $${name}`];
  };
  const list = (name: string, key: string, values: readonly string[] | undefined): readonly string[] => {
    if (values === undefined) return [];
    variables[name] = ['[string!]', values];
    return [`${key}: $${name}`];
  };
  parts.push(
    ...text('ray', 'rayName', filter.ray),
    ...text('host', 'clientRequestHTTPHost', filter.host),
    ...text('method', 'clientRequestHTTPMethodName', filter.method),
    ...text('path', 'clientRequestPath', filter.path),
    ...list('rules', 'ruleId_in', filter.ruleIds),
    ...text('action', 'action', filter.action),
    ...text('exceptAction', 'action_neq', filter.exceptAction),
  );
  const { requests } = filter;
  if (requests !== undefined) {
    const kinds = requests.flatMap(({ hosts, methods, paths }, kind) => {
      const common = [
        ...list(`hosts${kind}`, 'clientRequestHTTPHost_in', hosts),
        ...list(`methods${kind}`, 'clientRequestHTTPMethodName_in', methods),
      ];
      return (paths ?? [undefined]).map((path, index) => [
        ...common,
        ...text(`path${kind}_${index}`, 'clientRequestPath_like', path),
      ]);
    });
    // A kind without a condition lets all pass.
    if (kinds.every((kind) => kind.length > 0)) {
      parts.push(`OR: [${kinds.map((kind) => `{ ${kind.join(', ')} }`).join(', ')}]`);
    }
  }
  return { text: `{ ${parts.join(', ')} }`, variables };
}
