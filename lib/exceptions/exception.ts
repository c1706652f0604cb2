import { InputError, refuseToken, requireBoolean, requireString, requireStrings, show } from '../errors';
import { and, type Expression, fields, MAX_EXPRESSION_LENGTH, print } from '../rules-language';
import { type AddressRange, parseAddresses } from './addresses';
import { type Expiry, expiryFindings, parseExpiry } from './expiry';
import { type AcceptedFinding, type Finding, judge, MIN_REASON_LENGTH } from './finding';
import { requireHostname } from './host';
import { requireListName } from './list-items';
import { type HttpMethod, requireMethod } from './method';
import { Path } from './path';
import type { Phase } from './phase';
import { refOf, requireName } from './ref';
import type { Skip } from './skip';
import type { SkipRule } from './skip-rule';

/** An IP list of the account, by its name. */
export interface ListReference {
  /** Without `$`: `office`, not `$office`. */
  readonly listName: string;
}

/** Which requests an exception is for. All conditions must hold, and the connection must be encrypted. */
export interface RequestMatch {
  /** One host name, lower case, without port. */
  readonly host: string;
  /** One method. */
  readonly method: HttpMethod;
  /** A string is exactly this path; wider forms are {@link Path.under} and {@link Path.contains}. */
  readonly path: string | Path;
  /**
   * The only callers: addresses and CIDRs, IPv4 and IPv6, or an IP list of the account. Use a list beyond about 25
   * addresses.
   *
   * @default - every caller
   */
  readonly from?: readonly string[] | ListReference;
}

/** What a user declares: which requests, what is skipped, why, who owns it, until when. */
export interface ExceptionProps {
  readonly request: RequestMatch;
  readonly skip: Skip;
  /** Why the exception is needed; 10 to 400 characters. */
  readonly reason: string;
  /**
   * The team or person who answers for it.
   *
   * @default - none, with a warning
   */
  readonly owner?: string;
  /**
   * Where it was decided, such as `OPS-1423`.
   *
   * @default - none
   */
  readonly ticket?: string;
  /**
   * The last day (UTC) on which it works, `YYYY-MM-DD`. The edge stops applying it then, deploy or not; synth warns 30
   * days before and fails after.
   *
   * @default - it never ends, with a warning
   */
  readonly expires?: string;
  /**
   * False keeps the rule in place without effect.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Leave a Security Event for each request that used the exception: the only trace that it is used.
   *
   * @default true
   */
  readonly logMatches?: boolean;
  /**
   * Findings that the author stands by, each with a reason.
   *
   * @default - none
   */
  readonly accept?: readonly AcceptedFinding[];
}

/** A checked exception as plain data, with the rule that it becomes. */
export interface Exception {
  readonly namespace: string;
  readonly id: string;
  readonly props: ExceptionProps;
  readonly path: Path;
  /** The callers; `undefined` = every caller. */
  readonly callers: readonly AddressRange[] | ListReference | undefined;
  readonly expiry: Expiry | undefined;
  /** The phase whose entry point the rule lands in. */
  readonly phase: Phase;
  readonly rule: SkipRule;
  /** What the reviewer should know; nothing of it stands in the way. */
  readonly warnings: readonly Finding[];
}

/** Longest reason, owner and ticket, in characters: all three go into the description of the rule. */
const MAX_LENGTH = { reason: 400, owner: 60, ticket: 60 } as const;

/**
 * Checks an exception and makes its skip rule.
 *
 * @param namespace Whose exceptions: part of every `ref`.
 * @param id Name of the exception, unique in its namespace and zone.
 * @param nowMs Milliseconds since 1970 from which the expiry is judged; by default the present.
 * @throws InputError; its code tells the kind of mistake, its help the cure.
 */
export function defineException(
  namespace: string,
  id: string,
  props: ExceptionProps,
  nowMs: number = Date.now(),
): Exception {
  requireName('`namespace`', namespace);
  requireName('the id of an exception', id);
  const { request } = props;
  requireParts(props);
  requireHostname('host', request.host);
  requireMethod(request.method);
  const path = Path.from(request.path);
  const callers = parseCallers(request.from);
  const reason = requireText('reason', props.reason, MIN_REASON_LENGTH);
  const owner = props.owner === undefined ? undefined : requireText('owner', props.owner, 1);
  const ticket = props.ticket === undefined ? undefined : requireText('ticket', props.ticket, 1);
  const expiry = props.expires === undefined ? undefined : parseExpiry(props.expires);
  const expression = print(conditionOf(request, path, callers, expiry));
  requireFits(expression, callers);
  const findings = [
    ...path.findings,
    ...callerFindings(callers),
    ...ownerFindings(owner),
    ...expiryFindings(expiry, nowMs),
    ...loggingFindings(props.logMatches),
  ];
  return {
    namespace,
    id,
    props,
    path,
    callers,
    expiry,
    phase: props.skip.phase,
    rule: {
      ref: refOf(namespace, id),
      action: 'skip',
      action_parameters: props.skip.parameters,
      description: describeForDashboard(reason, owner, ticket, expiry),
      enabled: requireBoolean('enabled', props.enabled, true),
      expression,
      logging: { enabled: requireBoolean('logMatches', props.logMatches, true) },
    },
    warnings: judge(findings, props.accept ?? []),
  };
}

/** Props that TypeScript would have asked for, but a caller in JavaScript or a cast may lack. */
function requireParts(props: Partial<ExceptionProps>): void {
  refuseToken('request', props.request);
  if (typeof props.request !== 'object' || (props.request as unknown) === null) {
    throw new InputError('request/missing', {
      message: `\`request\` must say which requests the exception is for, got: ${show(props.request)}`,
      help: "write request: { host: 'app.example.com', method: 'POST', path: '/export' }",
    });
  }
  refuseToken('skip', props.skip);
  if (!(props.skip instanceof Object && 'parameters' in props.skip)) {
    throw new InputError('skip/missing', {
      message: `\`skip\` must say what is skipped, got: ${show(props.skip)}`,
      help: 'write skip: Skip.managedRules(...), Skip.managedRulesets(...) or Skip.allManagedRules()',
    });
  }
}

function parseCallers(from: RequestMatch['from']): Exception['callers'] {
  if (from === undefined) return undefined;
  refuseToken('from', from);
  if (!Array.isArray(from) && isObject(from) && 'listName' in from) {
    requireListName('from', from.listName);
    return { listName: from.listName };
  }
  const texts = requireStrings('from', from);
  if (texts.length === 0) {
    throw new InputError('from/empty', {
      message: '`from` must name at least one caller, got: an empty list',
      help: 'leave `from` out to allow every caller',
    });
  }
  return parseAddresses('from', texts);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function conditionOf(
  request: RequestMatch,
  path: Path,
  callers: Exception['callers'],
  expiry: Expiry | undefined,
): Expression {
  const conditions = [fields.method.eq(request.method), ...flatAnd(path.expression), fields.ssl];
  if (callers !== undefined) {
    conditions.push(
      'listName' in callers
        ? fields.clientAddress.inList(callers.listName)
        : fields.clientAddress.inSet(callers.map(({ text }) => text)),
    );
  }
  if (expiry !== undefined) conditions.push(fields.receivedAtSeconds.lt(expiry.endsAtSeconds));
  return and(fields.host.eq(request.host), ...conditions);
}

function flatAnd(expression: Expression): Expression[] {
  return expression.kind === 'logical' && expression.operator === 'and'
    ? [...expression.operands]
    : [expression];
}

function requireText(prop: keyof typeof MAX_LENGTH, text: string, min: number): string {
  // Terraform writes NFC to Cloudflare: the same text must come back, or each plan would show a change.
  const normal = requireString(prop, text).trim().normalize('NFC');
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(normal)) {
    throw new InputError(`${prop}/characters`, {
      message: `\`${prop}\` must be one line without control characters, got: ${show(text)}`,
      help: 'write it as one plain line; link to the ticket for more',
    });
  }
  if (normal.length < min || normal.length > MAX_LENGTH[prop]) {
    throw new InputError(`${prop}/length`, {
      message: `\`${prop}\` must have ${min} to ${MAX_LENGTH[prop]} characters, got ${normal.length}: ${show(text)}`,
      help:
        prop === 'reason'
          ? 'say what is blocked and why the request is harmless'
          : `shorten \`${prop}\` or leave it out`,
    });
  }
  return normal;
}

function requireFits(expression: string, callers: Exception['callers']): void {
  if (expression.length <= MAX_EXPRESSION_LENGTH) return;
  const inline = callers !== undefined && !('listName' in callers) ? callers.length : 0;
  throw new InputError('expression/length', {
    message: `the expression has ${expression.length} characters, Cloudflare takes at most ${MAX_EXPRESSION_LENGTH}`,
    help:
      inline > 0
        ? `move the ${inline} addresses of \`from\` to an IP list: from: new IpList(this, 'office', { ... }), or merge them into fewer CIDRs`
        : 'shorten `path`',
  });
}

function callerFindings(callers: Exception['callers']): Finding[] {
  if (callers === undefined || 'listName' in callers) return [];
  const reserved = callers.filter((range) => range.reserved !== undefined);
  const [first] = reserved;
  if (first === undefined) return [];
  return [
    {
      id: 'reserved-address',
      message: `\`from\` holds ${reserved.map(({ text }) => text).join(', ')}, which no public client has (${first.reserved ?? ''})`,
      help: 'name the public address that Cloudflare sees, often that of a NAT gateway',
    },
  ];
}

function ownerFindings(owner: string | undefined): Finding[] {
  if (owner !== undefined) return [];
  return [
    {
      id: 'missing-owner',
      message: 'the exception has no `owner`',
      help: 'name the team that can tell whether it is still needed',
    },
  ];
}

function loggingFindings(logMatches: boolean | undefined): Finding[] {
  if (logMatches !== false) return [];
  return [
    {
      id: 'no-skip-events',
      message: '`logMatches: false`: requests that use the exception leave no Security Event',
      help: 'leave it out, or nobody can tell whether the exception is used',
    },
  ];
}

/** The rule's description: what a person who finds the rule in the dashboard needs to know. */
function describeForDashboard(
  reason: string,
  owner: string | undefined,
  ticket: string | undefined,
  expiry: Expiry | undefined,
): string {
  const facts = [
    owner === undefined ? undefined : `owner ${owner}`,
    ticket,
    expiry === undefined ? undefined : `until ${expiry.lastDay}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? reason : `${reason} (${facts.join(', ')})`;
}
