import { CUSTOM_PHASE, MANAGED_PHASE, URL_REWRITE_PHASE } from '../../cloudflare';
import { show } from '../../errors';
import type { Analysis } from '../../rules-language';
import { objectOf, type PlacedList, type Rule, type TerraformResource } from '../../rulesets';
import { wholeLanguage } from '../questions/whole-language';
import { documentLint, type FoundInDocument } from '../rule';
import { scopeOf } from '../terraform/terraform-entry-points';

const WAF: readonly unknown[] = [CUSTOM_PHASE, MANAGED_PHASE];

/** A rule that gives requests another path. */
interface Rewrite {
  /** As messages name it. */
  readonly name: string;
  /** The new path; `undefined` if an expression computes it. */
  readonly path: string | undefined;
  readonly hosts: Analysis['hosts'];
}

export const rewrittenPath = documentLint(
  'rewritten-path',
  'warning',
  'an exception for a path that a URL rewrite gives to other requests',
  ({ lists, resources }) =>
    lists.flatMap(({ place, list }, where): FoundInDocument[] => {
      if (!WAF.includes(list.phase)) return [];
      const rewrites = lists
        .filter(
          (other) =>
            other.list.phase === URL_REWRITE_PHASE &&
            zoneOf(other, resources) === zoneOf({ place }, resources),
        )
        .flatMap(rewritesOf);
      if (rewrites.length === 0) return [];
      return list.rules.flatMap((exception, rule) =>
        reaching(exception, rewrites).map(({ name, path }) => ({
          message:
            path === undefined
              ? `${name} computes paths, which may be that of this exception: what it sends there is exempt too`
              : `${name} rewrites other paths to ${show(path)}: they are exempt too`,
          help: 'compare `raw.http.request.uri.path` as well: it stays as the client sent it',
          where,
          rule,
        })),
      );
    }),
);

function rewritesOf({ list: { rules } }: PlacedList): readonly Rewrite[] {
  return rules.flatMap((rule, position) => {
    const { uri } = rule.parameters ?? {};
    const { path } = objectOf(uri);
    if (rule.action !== 'rewrite' || rule.enabled === false || path === undefined || path === null) return [];
    const { value } = objectOf(path);
    const hosts = analysed(rule)?.hosts ?? 'any';
    return [
      {
        name: `rule ${position + 1} of \`${URL_REWRITE_PHASE}\``,
        path: typeof value === 'string' ? value : undefined,
        hosts,
      },
    ];
  });
}

/** The rewrites whose requests the exception may let through, though they came for another path. */
function reaching(exception: Rule, rewrites: readonly Rewrite[]): readonly Rewrite[] {
  if (exception.action !== 'skip' || exception.enabled === false) return [];
  const limits = analysed(exception);
  if (limits === undefined || limits.paths === 'any') return [];
  if (limits.rawPaths !== 'any' || limits.callers !== 'any') return [];
  const { paths, hosts } = limits;
  return rewrites.filter(
    (rewrite) =>
      !areApart(hosts, rewrite.hosts) && (rewrite.path === undefined || includes(paths, rewrite.path)),
  );
}

function analysed({ expression }: Rule): Analysis | undefined {
  const { analyse, readExpression } = wholeLanguage();
  const read = readExpression(expression).expression;
  return read === undefined ? undefined : analyse(read);
}

function includes({ exact, prefixes, ignoreCase }: Exclude<Analysis['paths'], 'any'>, path: string): boolean {
  const text = ignoreCase ? path.toLowerCase() : path;
  return exact.includes(text) || prefixes.some((prefix) => text.startsWith(prefix));
}

/** Whether no host is in both; certain only where both are named. */
function areApart(a: Analysis['hosts'], b: Analysis['hosts']): boolean {
  if (a === 'any' || b === 'any' || a.prefixes.length > 0 || b.prefixes.length > 0) return false;
  const others = new Set(b.exact.map((host) => host.toLowerCase()));
  return a.exact.every((host) => !others.has(host.toLowerCase()));
}

/** The zone of a list, as far as the file has it: an export of the API is of one zone. */
function zoneOf(
  { place }: Pick<PlacedList, 'place'>,
  resources: readonly TerraformResource[],
): string | undefined {
  const resource = resources.find(({ address }) => address === place);
  return resource === undefined ? undefined : scopeOf(resource.values);
}
