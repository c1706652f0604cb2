import { escapeControls } from '../errors';
import type { DefinedException } from '../exceptions';
import {
  ExecutionContext,
  explain,
  type Explanation,
  parse,
  printExplanation,
  type Verdict,
} from '../rules-language';
import { requestText, type TestRequest } from './test-request';

/** Exceptions that a message explains; of more, those that are nearest to the wanted outcome. */
const MAX_EXPLAINED = 3;

/** What a failed assertion says. */
interface Failure {
  /** Such as `expect(construct).not.toInspect(request)`. */
  readonly assertion: string;
  /** What is the case, as the rest of a sentence that begins with the request. */
  readonly outcome: string;
  readonly request: TestRequest;
  /** The exceptions to explain. */
  readonly exceptions: readonly DefinedException[];
}

/** The message: what the request does, and of each exception that could have mattered the conditions that decided. */
export function failureMessage({ assertion, outcome, request, exceptions }: Failure): string {
  const context = ExecutionContext.fromRequest(request);
  const explained = exceptions
    .map((exception) => {
      const explanation = explain(parse(exception.rule.expression).expression, context);
      return { exception, explanation, parts: decisiveParts(explanation) };
    })
    .sort((a, b) => a.parts.length - b.parts.length);
  const left = explained.length - MAX_EXPLAINED;
  return [
    assertion,
    '',
    `${requestText(request)} ${outcome}`,
    ...explained
      .slice(0, MAX_EXPLAINED)
      .flatMap(({ exception, explanation, parts }) => [
        '',
        `${exception.rule.ref} (skips ${exception.props.skip.titles.join(', ')}) ${verdictText(exception, explanation)}:`,
        ...parts.flatMap((part) => printExplanation(part).split('\n')),
      ]),
    ...(left > 0 ? ['', `and ${left} more of which more conditions fail`] : []),
    ...neededText(explained.flatMap(({ explanation }) => needsOf(explanation))),
  ]
    .map(escapeControls)
    .join('\n');
}

function verdictText({ rule }: DefinedException, { verdict }: Explanation): string {
  if (!rule.enabled) return 'is switched off by `enabled: false`';
  if (verdict === 'unknown') return 'may match';
  return verdict === true ? 'matches' : 'does not match';
}

/** The conditions that decided, each without what did not matter. */
function decisiveParts(explanation: Explanation): readonly Explanation[] {
  const pruned = prune(explanation);
  return pruned.expression.kind === 'logical' ? pruned.parts : [pruned];
}

function prune(explanation: Explanation): Explanation {
  return { ...explanation, parts: explanation.parts.filter(({ decides }) => decides).map(prune) };
}

function needsOf({ verdict, needs }: Explanation): Explanation['needs'] {
  return (verdict satisfies Verdict | readonly Verdict[]) === 'unknown' ? needs : [];
}

/** The property of a request that sets a field, if there is one. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'ip.src': "ip: '203.0.113.7'",
  ssl: "a `url` with its scheme, such as 'https://app.example.com/'",
  'http.request.version': "version: 'HTTP/2'",
};

/** How to tell how much of a part the rules see, by the beginning of the fields that depend on it. */
const LIMITS = [
  ['http.request.body', "give zonePlan: 'enterprise', or bodyLimit: 131072"],
  ['http.request.headers', 'give headerLimit: 100'],
] as const;

/** What to add to the request, a line for each. */
function neededText(needs: Explanation['needs']): readonly string[] {
  const cures = needs.map(({ kind, name, reason }) => {
    if (kind === 'list') return `give lists: { ${name}: ['203.0.113.0/24'] }`;
    if (kind !== 'field')
      return `${name} cannot be evaluated offline${reason === undefined ? '' : `: ${reason}`}`;
    if (reason !== undefined)
      return `${LIMITS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? `give fields: { '${name}': ... }`}: ${reason}`;
    if (name.startsWith('http.request.body')) return "give body: '...'";
    return `give ${PROPERTIES[name] ?? `fields: { '${name}': ... }`}`;
  });
  return cures.length === 0 ? [] : ['', ...new Set(cures)];
}
