import {
  CHALLENGES,
  CLIENT_ADDRESS,
  DATA_CENTER,
  isManagedListName,
  PLAN_FACTS,
  RATE_LIMIT_PHASE,
  RATE_LIMIT_SECONDS,
  RATE_LIMITS,
  type RateLimitFacts,
  VISITOR,
  type ZonePlan,
} from '../../cloudflare';
import { show } from '../../errors';
import type { Rule } from '../../rulesets';
import { type Found, ruleLint } from '../rule';
import type { RuleSubject } from '../subject';

type RateLimit = Readonly<Record<string, unknown>>;

export const rateLimitParameters = ruleLint(
  'rate-limit-parameters',
  'error',
  'a rate limit that Cloudflare does not accept',
  (subject) => {
    const { rule, list } = subject;
    const { rateLimit } = rule;
    if (rule.unknown?.includes('ratelimit') === true) return [];
    if (rateLimit === undefined) return missing(subject);
    if (list.phase !== undefined && list.phase !== RATE_LIMIT_PHASE) {
      return [
        {
          message: `the phase \`${list.phase}\` has no rate limits`,
          help: `move the rule to the phase \`${RATE_LIMIT_PHASE}\``,
          path: pathIn(rule, ''),
        },
      ];
    }
    return [
      ...countFindings(rule, rateLimit),
      ...characteristicFindings(rule, rateLimit),
      ...originFindings(subject, rateLimit),
      ...(list.plan === undefined ? [] : planFindings(rule, rateLimit, list.plan)),
      ...(list.plan === undefined ? [] : fieldFindings(subject, list.plan)),
    ];
  },
);

/** Only a file has all that a rule consists of. Rules of accounts execute rulesets in this phase, too. */
function missing({ rule, list: { phase, kind } }: RuleSubject): readonly Found[] {
  const { action, problems = [], path } = rule;
  if (path === undefined) return [];
  const isOther = action === undefined || action === '' || action === 'execute' || kind === 'managed';
  if (phase !== RATE_LIMIT_PHASE || isOther || problems.some(({ pattern }) => pattern === '')) return [];
  return [
    {
      message: 'a rule of this phase is a rate limit, and `ratelimit` is missing',
      help: 'add `ratelimit` with characteristics, a period and the requests for each period',
      path,
    },
  ];
}

/** `value-form` reports a limit that counts nothing at all. */
function countFindings(
  rule: Rule,
  { requests_per_period: requests, score_per_period: score }: RateLimit,
): readonly Found[] {
  if (score !== 0 || (requests ?? null) !== null) return [];
  return [
    {
      message: '`score_per_period` is 0, and there is no `requests_per_period`',
      help: 'write how many requests, or which score, a period may have',
      path: pathIn(rule, 'score_per_period'),
    },
  ];
}

function characteristicFindings(rule: Rule, rateLimit: RateLimit): readonly Found[] {
  const names = textsIn(rateLimit['characteristics']);
  if (names === undefined || names.length === 0) return [];
  const at = { path: pathIn(rule, 'characteristics') };
  const found: Found[] = names.flatMap((name) => {
    const lower = name.replace(HEADER, (header) => header.toLowerCase());
    if (lower === name) return [];
    const message = `Cloudflare has header names in lower case, got: ${show(name)}`;
    return [{ message, help: `write ${show(lower)}`, ...at }];
  });
  if (!names.includes(DATA_CENTER)) {
    found.push({
      message: `every rate limit counts in each data center, and \`${DATA_CENTER}\` is missing`,
      help: `add \`${DATA_CENTER}\` to the characteristics`,
      ...at,
    });
  }
  if (names.includes(CLIENT_ADDRESS) && names.includes(VISITOR)) {
    found.push({
      message: `\`${CLIENT_ADDRESS}\` and \`${VISITOR}\` cannot be together`,
      help: `remove one of them: \`${VISITOR}\` distinguishes clients behind one address`,
      ...at,
    });
  }
  return found;
}

const HEADER = /http\.request\.headers\["[^"]*"\]/g;

/** With a list, a rate limit counts what the cache answers, too. */
function originFindings(
  { rule, conditions }: RuleSubject,
  { requests_to_origin: isOfOrigin }: RateLimit,
): readonly Found[] {
  const hasList = conditions.some(({ right }) => right?.kind === 'list' && !isManagedListName(right.name));
  if (isOfOrigin !== true || !hasList) return [];
  return [
    {
      message: 'a rate limit for addresses of a list cannot leave out what the cache answers',
      help: 'remove `requests_to_origin`, or name the addresses in the expression',
      path: pathIn(rule, 'requests_to_origin'),
    },
  ];
}

/** What the plan of the zone does not have. */
function planFindings(rule: Rule, rateLimit: RateLimit, plan: ZonePlan): readonly Found[] {
  const facts = RATE_LIMITS[plan];
  const found: Found[] = [];
  const add = (key: string, message: string, help: string): void => {
    found.push({ message: `${message} on the plan ${PLAN_FACTS[plan].name}`, help, path: pathIn(rule, key) });
  };
  const { period, mitigation_timeout: timeout, counting_expression: counting } = rateLimit;
  if (typeof period === 'number' && RATE_LIMIT_SECONDS.includes(period) && period > facts.longestPeriod) {
    add('period', `\`period\` is at most ${facts.longestPeriod}, got: ${period},`, upTo(facts.longestPeriod));
  }
  if (typeof timeout === 'number') {
    const help = timeoutHelp(rule, timeout, facts);
    if (help !== undefined) add('mitigation_timeout', `\`mitigation_timeout\` cannot be ${timeout}`, help);
  }
  if (!facts.canCountOthers && typeof counting === 'string' && counting.trim() !== '') {
    add('counting_expression', 'there is no `counting_expression`', 'remove it, or take a higher plan');
  }
  if (!facts.canChooseBehavior && (rateLimit['score_per_period'] ?? null) !== null) {
    add('score_per_period', 'there is no `score_per_period`', 'write `requests_per_period`');
  }
  const { characteristics } = facts;
  for (const name of textsIn(rateLimit['characteristics']) ?? []) {
    if (characteristics === undefined || name === DATA_CENTER || characteristics.includes(name)) continue;
    add(
      'characteristics',
      `no rate limit counts by ${show(name)}`,
      `use one of: ${characteristics.join(', ')}`,
    );
  }
  return found;
}

/** What the expression looks at. A field without a value of its own, such as the extension of a path, counts as the whole. */
function fieldFindings({ conditions }: RuleSubject, plan: ZonePlan): readonly Found[] {
  const { fields } = RATE_LIMITS[plan];
  if (fields === undefined) return [];
  const known = conditions.map(({ field }) => field).filter((field) => field !== undefined);
  return known
    .filter(({ name }) => !fields.some((one) => isWithin(one, name.replace(/^raw\./, ''))))
    .map(({ name, range }) => ({
      message: `no rate limit looks at \`${name}\` on the plan ${PLAN_FACTS[plan].name}`,
      help: `use one of: ${fields.join(', ')}`,
      range,
    }));
}

/** Where a request is from is more than its address. */
function isWithin(whole: string, name: string): boolean {
  return name === whole || (whole !== CLIENT_ADDRESS && name.startsWith(`${whole}.`));
}

/** How to correct a time that the plan does not have; `undefined` for one that it has. */
function timeoutHelp(
  { action = '' }: Rule,
  timeout: number,
  { longestTimeout, canChooseBehavior }: RateLimitFacts,
): string | undefined {
  if (longestTimeout === undefined || canChooseBehavior) return undefined;
  if ((CHALLENGES as readonly string[]).includes(action)) {
    return timeout === 0
      ? undefined
      : 'write 0: a challenge is asked for as long as the rate is over the limit';
  }
  return timeout <= longestTimeout && RATE_LIMIT_SECONDS.includes(timeout) ? undefined : upTo(longestTimeout);
}

function upTo(longest: number): string {
  return `use one of: ${RATE_LIMIT_SECONDS.filter((seconds) => seconds <= longest).join(', ')}`;
}

/** `undefined` where not all of them are texts: that is found elsewhere. */
function textsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((one): one is string => typeof one === 'string')
    ? value
    : undefined;
}

function pathIn({ path }: Rule, key: string): string | undefined {
  return path === undefined ? undefined : `${path}.ratelimit${key === '' ? '' : `.${key}`}`;
}
