// By file: the index of the review loads all that compares plans.
import { parsed } from '../review/changes/clauses';
import { type Conjunction, conjunctionOf } from '../review/words/conjunction';
import { alternativesOf } from '../review/words/requests';
import type { Rule } from '../rulesets';

/** A kind of requests that a rule may be for; a member that is not there lets every request pass. */
export interface WantedRequests {
  readonly hosts?: readonly string[];
  readonly methods?: readonly string[];
  /** With `%` for any text. */
  readonly paths?: readonly string[];
}

/** More would be a query that Cloudflare may refuse. */
const MAX_KINDS = 60;

/** The requests that rules may be for, as wide as a filter of events has to be; `undefined` = any request. */
export function wantedRequests(rules: readonly Rule[]): readonly WantedRequests[] | undefined {
  const kinds = rules.flatMap(({ expression }) => {
    const read = parsed(expression);
    return read === undefined ? [{}] : alternativesOf(read).map((one) => wantedBy(conjunctionOf(one)));
  });
  if (kinds.length === 0 || kinds.some((kind) => Object.keys(kind).length === 0)) return undefined;
  if (kinds.flatMap(({ paths = [''] }) => paths).length <= MAX_KINDS) return kinds;
  const hosts = kinds.map((kind) => kind.hosts);
  return hosts.includes(undefined)
    ? undefined
    : [{ hosts: [...new Set(hosts.flatMap((names = []) => names))] }];
}

function wantedBy({ host, method, path, isRawPathToo }: Conjunction): WantedRequests {
  // Events have the path as the client sent it: of any other only the rule's own normalisation decides.
  const paths = isRawPathToo ? path?.values.map((text) => likeOf(text, path.form)) : undefined;
  return {
    ...(host?.form === 'is' && { hosts: host.values }),
    ...(method?.form === 'is' && { methods: method.values }),
    // A backslash escapes in a filter.
    ...(paths !== undefined && !paths.some((text) => text.includes('\\')) && { paths }),
  };
}

/** A `%` in the text itself is any text too, which is only wider. */
function likeOf(text: string, form: NonNullable<Conjunction['path']>['form']): string {
  switch (form) {
    case 'is':
      return text;
    case 'begins':
      return `${text}%`;
    case 'ends':
      return `%${text}`;
    case 'holds':
      return `%${text}%`;
    case 'fits':
      return `${text.replace(/[^\w/.~-].*$/s, '')}%`;
  }
}
