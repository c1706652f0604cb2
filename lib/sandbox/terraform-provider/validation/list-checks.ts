import { LIST_KINDS } from '../../../cloudflare';
import { errorDiagnostic, type Diagnostic } from '../grpc/diagnostics';
import { goQuote } from '../values/go-text';
import { attributeOf, isList, isObject, stringOf, type Value, type ValueObject } from '../values/value';
import type { Check, Checks } from './check';
import { conflictsWith } from './combination-checks';
import { numberOneOf, oneOfIgnoringCase } from './value-checks';

const CONTROL_CHARACTER = /[\x00-\x1f\x7f]/;

const redirectStatus = numberOneOf(301, 302, 307, 308);

/** A URL with a path. The summary for one without a path differs from resource to resource. */
function hasPath(summary: string): Check {
  return ({ value, path }) => {
    const text = stringOf(value);
    if (text === null) return [];
    const url = /^https?:\/\//.test(text) ? text : `https://${text}`;
    if (CONTROL_CHARACTER.test(url)) {
      const detail = `parse ${goQuote(url)}: net/url: invalid control character in URL`;
      return [errorDiagnostic('Invalid URL', detail, path)];
    }
    if (/^https?:\/\/[^/?#]*\//.test(url)) return [];
    const detail = "The source_url path must not be empty, append a '/' at the end of the URL.";
    return [errorDiagnostic(summary, detail, path)];
  };
}

/** What the provider checks of a `cloudflare_list`. */
export const listChecks: Checks = {
  attributes: {
    kind: [oneOfIgnoringCase(...LIST_KINDS)],
    ...Object.fromEntries(
      LIST_KINDS.map((kind) => [
        `items[].${kind}`,
        [conflictsWith(...LIST_KINDS.filter((other) => other !== kind))],
      ]),
    ),
    'items[].redirect.source_url': [hasPath('source_url path is empty')],
    'items[].redirect.status_code': [redirectStatus],
  },
  whole: [itemsOfTheKind],
};

/** What the provider checks of a `cloudflare_list_item`. */
export const listItemChecks: Checks = {
  attributes: {
    'redirect.source_url': [hasPath('source_url path must not be empty')],
    'redirect.status_code': [redirectStatus],
  },
};

function itemsOfTheKind(config: ValueObject): Diagnostic[] {
  const kind = stringOf(config['kind']) ?? '';
  const { items } = config;
  if (!isList(items)) return [];
  return items.flatMap((item) => [
    ...(LIST_KINDS.some((one) => one === kind) && attributeOf(item, kind) === null
      ? [
          errorDiagnostic(
            `\`${kind}\` is not set on list item`,
            'Each list item must be the same type as the list kind.',
            ['items'],
          ),
        ]
      : []),
    ...wildcardProblems(attributeOf(item, 'hostname')),
  ]);
}

function wildcardProblems(hostname: Value): Diagnostic[] {
  if (!isObject(hostname)) return [];
  const isWildcard = stringOf(hostname['url_hostname'])?.startsWith('*') === true;
  if (isWildcard !== (attributeOf(hostname, 'exclude_exact_hostname') === null)) return [];
  const problem = `exclude_exact_hostname is ${isWildcard ? 'required' : 'only allowed'} for wildcard hostnames`;
  const cure = isWildcard ? 'set it to true or false.' : 'remove it from the resource.';
  return [errorDiagnostic(problem, `${problem}, ${cure}`, ['hostname', 'exclude_exact_hostname'])];
}
