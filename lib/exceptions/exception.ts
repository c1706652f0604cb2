import { InputError, refuseToken, requireBoolean, requireKnownKeys, requireString, show } from '../errors';
import type { Expression } from '../rules-language';
import { callerFindings, parseCallers } from './request/callers';
import type { WafExceptionProps, RequestMatch } from './exception-props';
import { expiryFindings } from './expiry';
import { parseExpiry, parseStart, requireOrder } from './period';
import { type AcceptedFinding, type ExceptionFinding, judge, propFinding, requireAccepts } from './finding';
import { type FindingId, PROP_FINDINGS } from './finding-ids';
import { Host, requireReachable } from './request/host';
import { parseMethod } from './request/method';
import { readOneOrMore } from './request/one-or-more';
import { Path } from './request/path';
import { parseQuery } from './request/query';
import { parseWhere, requirePossible } from './request/where';
import type { ExceptionPhase } from './phase';
import { refOf, requireName } from './ref';
import { parseReplaces, type ReplacedRule } from './replaces';
import { expressionText, type RequestConditions, requestExpression } from './request/request-expression';
import { ruleDescription } from './render/rule-description';
import { refuseTodo } from './to-write';
import type { SkipRule } from './skip/skip-rule';

/**
 * A checked exception as plain data, with the rule that it becomes.
 *
 * @example
 * const exception: DefinedException = defineException('dashboard', 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   owner: 'creator-tools',
 *   expires: '2027-03-31',
 * });
 * exception.rule.ref; // 'wafx__dashboard__export'
 * exception.phase; // 'http_request_firewall_managed'
 */
export interface DefinedException {
  /** The namespace that it belongs to. */
  readonly namespace: string;
  /** Its name within the namespace, which is the id of its construct. */
  readonly id: string;
  /** The props as they were given. */
  readonly props: WafExceptionProps;
  /** Which requests, and when. */
  readonly request: RequestConditions;
  /** Rules of others that it replaces. */
  readonly replaces: readonly ReplacedRule[];
  /** The phase of the entry point that holds the rule. */
  readonly phase: ExceptionPhase;
  /** The rule that it becomes. */
  readonly rule: SkipRule;
  /** Findings that the author accepts, through `accept` or by the choice of a prop. */
  readonly accepted: readonly AcceptedFinding[];
  /** What the reviewer should know. Warnings do not stop the synth. */
  readonly warnings: readonly ExceptionFinding[];
}

/** The rule that an exception becomes, with its expression before it was printed. */
export interface MadeRule {
  readonly rule: SkipRule;
  readonly phase: ExceptionPhase;
  readonly expression: Expression;
}

/** Looks at the rule that an exception becomes, for what its props do not tell. */
export interface ExceptionLint {
  readonly lint: (made: MadeRule) => readonly ExceptionFinding[];
  /** Whether `lint` would tell of a finding of this id: an accept of another one is not judged. */
  readonly isLookedFor: (id: FindingId) => boolean;
}

/**
 * Checks an exception and makes its skip rule.
 *
 * @param namespace the owner of the exceptions: part of every `ref`
 * @param id the name of the exception, unique in its namespace and zone
 * @param nowMs the time at which the expiry is judged, in milliseconds since 1970; by default now
 * @throws InputError with a code for the kind of mistake, and `help` that says how to fix it
 * @example
 * const exception = defineException('dashboard', 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * console.log(exception.rule.expression);
 */
export function defineException(
  namespace: string,
  id: string,
  props: WafExceptionProps,
  nowMs: number = Date.now(),
): DefinedException {
  return defineLintedException(namespace, id, props, nowMs);
}

/** The same, and looks for more than the props tell: `WafException` passes the lint rules. */
export function defineLintedException(
  namespace: string,
  id: string,
  props: WafExceptionProps,
  nowMs: number,
  lint?: ExceptionLint,
): DefinedException {
  requireName('`namespace`', namespace);
  requireName('the id of an exception', id);
  requireParts(props);
  const request = readRequest(props);
  const description = ruleDescription(props, request.expiry);
  const { phase } = props.skip;
  const expression = requestExpression(request);
  if (request.where.length > 0) requirePossible(expression);
  const rule: SkipRule = {
    ref: refOf(namespace, id),
    action: 'skip',
    action_parameters: props.skip.parameters,
    description,
    enabled: requireBoolean('enabled', props.enabled, true),
    expression: expressionText(expression, request),
    logging: { enabled: requireBoolean('logMatches', props.logMatches, true) },
  };
  const accept = props.accept ?? [];
  requireAccepts(accept);
  const implied = impliedAccepts(request);
  const findings = [
    ...request.paths.flatMap(({ findings }) => findings),
    ...callerFindings(request.callers),
    ...ownerFindings(props.owner),
    ...expiryFindings(request.expiry, nowMs),
    ...loggingFindings(props.logMatches),
    ...(lint?.lint({ rule, phase, expression }) ?? []),
  ];
  return {
    namespace,
    id,
    // A copy: whoever changes the object afterwards would change the sentence, but not the rule.
    props: { ...props, request: { ...props.request } },
    request,
    replaces: props.replaces === undefined ? [] : parseReplaces(props.replaces),
    phase,
    rule,
    accepted: [...accept, ...implied],
    warnings: judge(
      findings.filter(({ id }) => !implied.some(({ finding }) => finding === id)),
      accept,
      (id) => Object.hasOwn(PROP_FINDINGS, id) || lint?.isLookedFor(id) === true,
    ),
  };
}

const EXCEPTION_KEYS: Record<keyof WafExceptionProps, true> = {
  request: true,
  skip: true,
  reason: true,
  owner: true,
  ticket: true,
  starts: true,
  expires: true,
  enabled: true,
  logMatches: true,
  replaces: true,
  accept: true,
};
const REQUEST_KEYS: Record<keyof RequestMatch, true> = {
  host: true,
  method: true,
  path: true,
  query: true,
  scheme: true,
  from: true,
  where: true,
};

function readRequest(props: WafExceptionProps): RequestConditions {
  const { request } = props;
  const start = props.starts === undefined ? undefined : parseStart(props.starts);
  const expiry = props.expires === undefined ? undefined : parseExpiry(props.expires);
  requireOrder(start, expiry);
  refuseTodos(request);
  const hosts = readOneOrMore(
    'host',
    request.host,
    (host) => Host.from(host),
    ({ name }) => name,
  );
  const isEncrypted = requireScheme(request.scheme) === 'https';
  requireReachable(hosts, isEncrypted);
  return {
    hosts,
    methods: readOneOrMore('method', request.method, parseMethod, (method) => method),
    paths: readOneOrMore(
      'path',
      request.path,
      (path) => Path.from(path),
      ({ form, text }) => `${form} ${text}`,
    ),
    query: request.query === undefined ? [] : parseQuery(request.query),
    isEncrypted,
    callers: parseCallers(request),
    where: request.where === undefined ? [] : parseWhere(request.where),
    start,
    expiry,
  };
}

const EXAMPLES = { host: "'app.example.com'", method: "'POST'", path: "'/export'" } as const;

/** Before each is read as what it is not. */
function refuseTodos(request: RequestMatch): void {
  for (const prop of ['host', 'method', 'path'] as const) {
    for (const value of [request[prop]].flat()) {
      refuseTodo(
        prop,
        value,
        `name each ${prop} that needs the exception, such as ${prop}: ${EXAMPLES[prop]}`,
      );
    }
  }
}

function requireScheme(scheme: unknown): 'https' | 'any' {
  if (scheme === undefined) return 'https';
  const text = requireString('scheme', scheme);
  if (text === 'https' || text === 'any') return text;
  throw new InputError('scheme/unknown', {
    message: `\`scheme\` must be 'https' or 'any', got: ${show(text)}`,
    help: "leave it out for HTTPS alone, or write scheme: 'any' for HTTP and HTTPS",
  });
}

/** Props that TypeScript would have asked for, but a caller in JavaScript or a cast may lack. */
function requireParts(props: Partial<WafExceptionProps>): void {
  refuseToken('request', props.request);
  if (typeof props.request !== 'object' || (props.request as unknown) === null) {
    throw new InputError('request/missing', {
      message: `\`request\` must say which requests the exception is for, got: ${show(props.request)}`,
      help: "write request: { host: 'app.example.com', method: 'POST', path: '/export' }",
    });
  }
  requireKnownKeys<WafExceptionProps>('the exception', props, EXCEPTION_KEYS);
  requireKnownKeys<RequestMatch>('request', props.request, REQUEST_KEYS);
  refuseToken('skip', props.skip);
  if (!(props.skip instanceof Object && 'parameters' in props.skip)) {
    throw new InputError('skip/missing', {
      message: `\`skip\` must say what is skipped, got: ${show(props.skip)}`,
      help: 'write skip: Skip.managedRules(...), Skip.managedRulesets(...) or Skip.allManagedRules()',
    });
  }
}

/** `Host.customHostname` says on purpose what a finding would ask about. */
function impliedAccepts({ hosts }: RequestConditions): readonly AcceptedFinding[] {
  return hosts.some(({ isOutsideZone }) => isOutsideZone)
    ? [{ finding: 'host-not-in-zone', reason: 'a custom hostname of Cloudflare for SaaS' }]
    : [];
}

function ownerFindings(owner: string | undefined): ExceptionFinding[] {
  if (owner !== undefined) return [];
  return [
    propFinding(
      'missing-owner',
      'the exception has no `owner`',
      'name the team that knows whether it is still needed',
    ),
  ];
}

function loggingFindings(logMatches: boolean | undefined): ExceptionFinding[] {
  if (logMatches !== false) return [];
  return [
    propFinding(
      'no-skip-events',
      '`logMatches: false`: requests that use the exception leave no Security Event',
      'leave it out, or there is no way to know whether the exception is used',
    ),
  ];
}
