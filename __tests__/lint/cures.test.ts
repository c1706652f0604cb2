import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { difference, type Expression, parse } from '../../lib/rules-language';
import { read, ROOT } from '../project/source-files';

/*
 * Whoever reads a page writes what it calls good. So that matches no request that the bad one does not match, and it matches
 * some: a cure never widens, and never names what cannot match.
 */

/** Pages whose bad example matches nothing that it is meant for, so that any cure matches more. */
const NEVER_MEANT: Readonly<Record<string, string>> = {
  contradiction: 'no request has two hosts',
  'country-code': 'no country has these codes',
  'empty-set': 'nothing is in it',
  expired: 'its time is over',
  'header-key-case': 'no request has the key',
  'host-form': 'no request has the host',
  'impossible-value': 'no request has the version',
  'literal-glob': 'no path holds a star',
  'method-case': 'no client uses the method',
  'octal-integer': 'the port is another number',
  'path-not-normal': 'no path holds a query',
  'percent-encoded-literal': 'no normalised path is written like that',
  'regex-backslash': 'the agent has no backslash',
  'regex-glob': 'the path has slashes alone',
  'reserved-address': 'no client has the address',
  'text-case': 'no text in lower case is equal to it',
};

/** Pages whose good example is for other requests on purpose. */
const OTHERS: Readonly<Record<string, string>> = {
  'attacker-list': 'the callers are named, instead of attackers',
  'expires-soon': 'the end moves',
  'negated-callers': 'the callers are named, instead of all but them',
};

const PAGES = readdirSync(join(ROOT, 'docs/lint'))
  .map((file) => file.replace(/\.md$/, ''))
  .flatMap((id) => {
    const texts = [...read(`docs/lint/${id}.md`).matchAll(/```text\n([\s\S]*?)\n```/g)];
    const [bad, good] = texts.map(([, text = '']) => expressionIn(text));
    return bad === undefined || good === undefined ? [] : [{ id, bad, good }];
  });

function expressionIn(text: string): Expression | undefined {
  try {
    return parse(text).expression;
  } catch {
    // Of a text that is no expression, there is nothing to compare.
    return undefined;
  }
}

test.each(PAGES)('the cure of $id matches requests', ({ good }) => {
  expect(difference({ anyOf: [good], noneOf: [] }).kind).not.toBe('none');
});

test('no cure matches more than what it cures, but those with a reason', () => {
  const wider = PAGES.filter(({ good, bad }) => difference({ anyOf: [good], noneOf: [bad] }).kind !== 'none');
  expect(PAGES.length).toBeGreaterThan(45);
  expect(wider.map(({ id }) => id)).toEqual([...Object.keys(NEVER_MEANT), ...Object.keys(OTHERS)].sort());
});
