import { API_ERRORS, type ErrorName } from '../../../lib/sandbox/cloudflare-api/http/errors';
import {
  ACCOUNT,
  block,
  CLOUDFLARE_MANAGED,
  CUSTOM,
  FREE_ZONE,
  MANAGED,
  OWASP,
  refusal,
  start,
  type TestAnswer,
  type TestApi,
  ZONE,
} from './api';

const ENTRY_POINT = `/zones/${FREE_ZONE}/rulesets/phases/${CUSTOM}/entrypoint`;
const execute = (id: string, expression = 'true') => ({
  action: 'execute',
  expression,
  action_parameters: { id },
});
/** Writes a rule into the untouched zone. */
const write =
  (rule: object) =>
  (api: TestApi): Promise<TestAnswer> =>
    api.put(ENTRY_POINT, { rules: [rule] });
/** Changes a rule that is there. */
const patch =
  (body: object) =>
  async (api: TestApi): Promise<TestAnswer> => {
    const { id, rules } = await api.entryPoint(block('a'));
    return api.patch(`/zones/${FREE_ZONE}/rulesets/${id}/rules/${rules[0]?.id ?? ''}`, body);
  };
const enterprise = () =>
  start({
    seed: {
      accounts: [{ id: ACCOUNT, name: 'A' }],
      zones: [{ name: 'a.example', account: 'A', plan: 'enterprise' }],
    },
  });

interface Case {
  readonly title: string;
  readonly name: ErrorName;
  readonly provoke: (api: TestApi) => Promise<TestAnswer>;
  readonly status: number;
  readonly code: number | undefined;
  readonly message: string;
  readonly pointer?: string;
  readonly open?: () => Promise<TestApi>;
}

const AUTHENTICATION = 'Authentication error';
const BLANK = "'' is not a valid value for expression because the expression cannot be blank";
const exceeded = (kind: string, phase: string) =>
  `'${kind}' is not a valid value for kind because exceeded maximum number of ${kind} rulesets for phase ${phase}`;

/** Status, code, text and pointer as Cloudflare publishes them, or as they were seen in public reports. */
const CASES: readonly Case[] = [
  {
    title: 'a token that nobody knows',
    name: 'authentication',
    provoke: (api) => api.get('/zones', 'another'),
    status: 403,
    code: 10000,
    message: AUTHENTICATION,
  },
  {
    title: 'no token',
    name: 'noAuthentication',
    provoke: (api) => api.call('GET', '/zones', undefined, null),
    status: 401,
    code: 10000,
    message: AUTHENTICATION,
  },
  {
    title: 'a write with a token that may read',
    name: 'notAuthorized',
    provoke: (api) =>
      api.call('PUT', ENTRY_POINT, { rules: [] }, 'read-token-of-the-tests-00000000000000000'),
    status: 403,
    code: undefined,
    message: 'request is not authorized',
  },
  {
    title: 'a ruleset that is not there',
    name: 'rulesetNotFound',
    provoke: (api) => api.get(`/zones/${ZONE}/rulesets/${'0'.repeat(32)}`),
    status: 404,
    code: 10003,
    message: 'could not find ruleset',
  },
  {
    title: 'an entry point that never was',
    name: 'entryPointNotFound',
    provoke: (api) => api.get(ENTRY_POINT),
    status: 404,
    code: 10003,
    message: `could not find entrypoint ruleset in the ${CUSTOM} phase`,
  },
  ...[CUSTOM, MANAGED].map((phase): Case => ({
    title: `a second entry point of ${phase}`,
    name: 'rulesetLimit',
    provoke: (api) =>
      api.post(`/zones/${ZONE}/rulesets`, { kind: 'zone', name: 'default', phase, rules: [] }),
    status: 400,
    code: 20217,
    message: exceeded('zone', phase),
    pointer: '/kind',
  })),
  {
    title: 'one managed ruleset twice',
    name: 'sameManagedRuleset',
    provoke: (api) =>
      api.put(`/zones/${ZONE}/rulesets/phases/${MANAGED}/entrypoint`, {
        rules: [execute(OWASP), execute(CLOUDFLARE_MANAGED), execute(OWASP, 'ssl')],
      }),
    status: 400,
    code: 20014,
    message: 'more than one rule is trying to execute the same managed ruleset',
  },
  {
    title: 'skip in the custom entry point of an account',
    name: 'actionInKind',
    open: enterprise,
    provoke: (api) =>
      api.put(`/accounts/${ACCOUNT}/rulesets/phases/${CUSTOM}/entrypoint`, {
        rules: [
          {
            action: 'skip',
            expression: '(ssl) and cf.zone.plan eq "ENT"',
            action_parameters: { phases: [MANAGED] },
          },
        ],
      }),
    status: 400,
    code: 20016,
    message: `'skip' is not a valid value for action because it is not possible to use the skip action in a ruleset with phase ${CUSTOM} and kind root`,
    pointer: '/rules/0/action',
  },
  {
    title: 'logging of a block rule',
    name: 'loggingNotAllowed',
    provoke: write({ ...block('a'), logging: { enabled: true } }),
    status: 400,
    code: 20018,
    message: 'logging options only allowed in the skip action',
    pointer: '/rules/0/logging',
  },
  {
    title: 'an empty expression',
    name: 'blankExpression',
    provoke: write({ action: 'block', expression: ' ' }),
    status: 400,
    code: 20125,
    message: BLANK,
    pointer: '/rules/0/expression',
  },
  {
    title: 'a change of a rule without its expression',
    name: 'blankExpression',
    provoke: patch({ description: 'only this' }),
    status: 400,
    code: 20125,
    message: BLANK,
    pointer: '/expression',
  },
  {
    title: 'an expression that is too long',
    name: 'expressionSize',
    provoke: write(block('a', `http.host eq "${'a'.repeat(5000)}"`)),
    status: 400,
    code: 20127,
    message: 'expression size 5015 exceeded maximum 4096',
    pointer: '/rules/0/expression',
  },
  {
    title: 'a list that a rule names',
    name: 'listInUse',
    provoke: async (api) => {
      const { body } = await api.get(`/accounts/${ACCOUNT}/rules/lists`);
      return api.delete(`/accounts/${ACCOUNT}/rules/lists/${body.result[0]?.id ?? ''}`);
    },
    status: 400,
    code: 10031,
    message: 'filters.api.ip_list_in_use',
  },
  // Of these three the text is known and the code is not.
  {
    title: 'an expression that is none, on one line',
    name: 'expressionSyntax',
    provoke: write(block('a', 'ssl\n  and http.host qe "a"')),
    status: 400,
    code: ownCode('expressionSyntax'),
    message:
      '\'ssl and http.host qe "a"\' is not a valid value for expression because could not parse filter expression: Filter parsing error (2:17): and http.host qe "a" ^^',
    pointer: '/rules/0/expression',
  },
  {
    title: 'parameters without an action',
    name: 'actionMissing',
    provoke: patch({ expression: 'ssl', action_parameters: { response: { status_code: 403 } } }),
    status: 400,
    code: ownCode('actionMissing'),
    message: 'action is required for action parameters',
    pointer: '/action',
  },
  {
    title: 'another name',
    name: 'fieldNotModifiable',
    provoke: async (api) => {
      const { id } = await api.entryPoint();
      const named = { kind: 'zone', name: 'mine', phase: CUSTOM, rules: [] };
      return api.put(`/zones/${FREE_ZONE}/rulesets/${id}`, named);
    },
    status: 400,
    code: ownCode('fieldNotModifiable'),
    message: 'the name field cannot be modified: got mine, want default',
    pointer: '/name',
  },
];

/** Ours, where Cloudflare's is not known. */
function ownCode(name: ErrorName): number | undefined {
  expect(API_ERRORS[name].documented).toBe(false);
  return API_ERRORS[name].code;
}

test.each(CASES)('$title', async ({ provoke, open = start, status, code, message, pointer }) => {
  const answer = await provoke(await open());
  expect(answer.status).toBe(status);
  const [error] = answer.body.errors;
  // What follows the place in an expression is in our words.
  const said = { ...error, message: (error?.message ?? '').slice(0, message.length) };
  expect({ ...answer.body, errors: [said] }).toEqual(refusal(code, message, pointer));
  if (!message.endsWith('^^')) expect(error?.message).toBe(message);
});

test('each error that is documented is provoked', () => {
  const provoked = new Set(CASES.map(({ name }) => name));
  const documented = Object.entries(API_ERRORS).filter(([, entry]) => entry.documented);
  expect(documented.map(([name]) => name).filter((name) => !provoked.has(name as ErrorName))).toEqual([]);
});

test('no error says no in a way that clients answer with the same request', () => {
  const repeated = Object.entries(API_ERRORS).filter(
    ([, { status }]) => [408, 409, 429].includes(status) || status >= 500,
  );
  expect(repeated.map(([name]) => name)).toEqual(['internal', 'operationPending']);
});
