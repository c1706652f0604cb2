import { InputError, requireString, show, sourceText } from '../../errors';
import { NORMAL_PATH, normalForm, normalPathProblem } from './normal-path';
import { isPattern } from './path-pattern';
import { patternOfPlaceholders } from './placeholders';

/**
 * Checks that URL normalisation would leave the path as it is: any other form can never match.
 *
 * @throws InputError `path/...`; the help suggests the normal form.
 * @see https://developers.cloudflare.com/rules/normalization/
 */
export function requireNormalPath(path: string): void {
  requireString('path', path);
  const problem = normalPathProblem(path);
  if (problem === undefined) return;
  throw new InputError(`path/${problem.code}`, {
    message: `\`path\` ${problem.message}, got: ${show(path)}`,
    help: adviceFor(path),
  });
}

/** The help. A path is suggested only if clients send it for what was written: another one would never match. */
function adviceFor(given: string): string {
  const { path, query } = partsOf(given);
  const meant = patternOfPlaceholders(path, 'likely') ?? path;
  if (meant.includes('*'))
    return isPattern(meant)
      ? `write Path.pattern(${sourceText(meant)})${query === undefined || query === '' ? '' : QUERY_TOO}`
      : "use Path.pattern('/orders/*/attachments'), a star for each segment, or Path.under('/prefix/') for everything below a prefix";
  const sent = asSent(path);
  const plain = 'write the path as Cloudflare sees it, such as `/admin/export`';
  if (sent === undefined || path === '' || BEGINS_WITH_HOST.test(path)) return plain;
  const normal = normalForm(sent);
  if (normal === undefined) return plain;
  if (query !== undefined && normal === sent) return queryAdvice(normal, query);
  if (normal === sent) return normal === given ? plain : `did you mean \`${normal}\`?`;
  return `clients that send \`${sent}\` cannot use an exception: let them send \`${normal}\`, and name that`;
}

const QUERY_TOO = ", and what the query must hold as query: { name: 'value' }";

/** A host without its scheme: whether it is one, or a folder with a dot in its name, is not known. */
const BEGINS_WITH_HOST = /^(?:\/\/)?[^/]+\.[^/]+\//;

/** Path and query of what may be a whole URL; a fragment is never sent. */
function partsOf(given: string): { readonly path: string; readonly query: string | undefined } {
  const target = given.replace(/^https?:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  const at = target.indexOf('?');
  return at < 0
    ? { path: target, query: undefined }
    : { path: target.slice(0, at), query: target.slice(at + 1) };
}

function queryAdvice(path: string, query: string): string {
  const parameters = [...new URLSearchParams(query)];
  // A query that has a parameter twice is always inspected.
  const isSimple =
    parameters.length > 0 &&
    new Set(parameters.map(([name]) => name)).size === parameters.length &&
    /^[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*$/.test(query) &&
    NORMAL_PATH.test(path);
  const named = parameters.map(([name, value]) => `${sourceText(name)}: ${sourceText(value)}`).join(', ');
  return isSimple
    ? `write path: ${sourceText(path)}, query: { ${named} }`
    : `write the path alone${QUERY_TOO}`;
}

/** What clients send for a path as people write it: URL libraries encode it and resolve its dot segments. */
function asSent(path: string): string | undefined {
  // Half a surrogate pair has no encoding.
  if (!path.isWellFormed()) return undefined;
  const encoded = `/${path.replace(/^\//, '')}`
    .replaceAll('\\', '/')
    .replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, (character) => encodeURIComponent(character));
  return withoutDotSegments(encoded, /^(?:\.|%2e)$/i, /^(?:\.|%2e){2}$/i);
}

function withoutDotSegments(path: string, one: RegExp, two: RegExp): string {
  const segments: string[] = [];
  for (const [index, segment] of path.split('/').slice(1).entries()) {
    const isLast = index === path.split('/').length - 2;
    if (two.test(segment)) segments.pop();
    else if (!one.test(segment)) segments.push(segment);
    if (isLast && (one.test(segment) || two.test(segment))) segments.push('');
  }
  return `/${segments.join('/')}`;
}
