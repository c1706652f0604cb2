import {
  ExecutionContext,
  explain,
  parse,
  printExplanation,
  RulesLanguageError,
} from '../../lib/rules-language';

/** Erases a screen, opens an escape in one character, turns text around, breaks lines, hides. */
const HOSTILE = '\u001b[2J\u009b\u202e\u2028\u200b\u0007\r';
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test.each([
  `http.request.uri.path matches r"${HOSTILE.replace('[', '')}"`,
  `http.request.uri.path matches r"(?u)\\b${HOSTILE.replace('[', '')}"`,
  `not http.request.uri.path wildcard r"${HOSTILE}*"`,
  `http.host eq "${HOSTILE}" or http.host contains "${HOSTILE}\n"`,
  `http.request.headers["${HOSTILE}"][0] eq "a"`,
  'http.referer eq "a" and any(http.request.headers.values[*] eq "b")',
])('an explanation of %j steers no terminal', (text) => {
  const context = ExecutionContext.fromRequest({
    method: HOSTILE,
    url: `https://a.test/${HOSTILE}`,
    headers: { referer: HOSTILE, [HOSTILE]: HOSTILE },
  });
  const { expression } = parse(text);
  const printed = printExplanation(explain(expression, context));
  expect(printed).not.toMatch(UNSAFE);
  expect(printed).toMatch(/u\{1b\}|\\x1b/);
});

test.each([
  `http.hots${HOSTILE} eq "a"`,
  HOSTILE,
  `nope${HOSTILE}(http.host)`,
  `ip.src in $a${HOSTILE}`,
  `ip.src in {${HOSTILE}}`,
  `http.host in {"a" "${HOSTILE}`,
  `http.host eq ${HOSTILE}`,
  `http.host matches "(${HOSTILE}"`,
  `http.host matches "[[:${HOSTILE}:]]"`,
  `http.host matches "\\\\p{${HOSTILE}}"`,
  `http.host matches "(?${HOSTILE})"`,
  `http.host eq "\\x${HOSTILE}"`,
  `http.host eq "\ud800"`,
  `len(${HOSTILE}`,
  `cf.waf.score eq 1${HOSTILE}`,
])('nor does what is said of %j', (text) => {
  let thrown: unknown;
  try {
    parse(text);
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof RulesLanguageError)) throw new Error(`parsed: ${JSON.stringify(text)}`);
  expect(thrown.message).not.toMatch(UNSAFE);
});
