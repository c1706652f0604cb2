import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_IDS, type FindingId, PROP_FINDINGS } from '../../lib/exceptions';
import { lint } from '../../lib/lint/lint';
import type { LintRule } from '../../lib/lint/rule';
import { LINT_RULES } from '../../lib/lint/rules';
import type { RuleList } from '../../lib/rulesets';
import { NOW_MS } from '../support/exceptions';
import { foundBy } from '../support/lint';
import { read, ROOT } from './source-files';

const FOLDER = join(ROOT, 'lib/lint/rules');
const FILES = readdirSync(FOLDER).filter((file) => file !== 'index.ts');
const IDS = FILES.map((file) => file.replace(/\.ts$/, '') as FindingId);

test('every file is a rule in the list, in the order of the ids', () => {
  expect(LINT_RULES.map(({ id }) => id)).toEqual([...IDS].sort());
});

test('every id that can be accepted has a rule, but the one about accepting', () => {
  expect([...IDS, 'unused-accept'].sort()).toEqual([...FINDING_IDS]);
});

test('what props tell by themselves is as severe as the rule that finds it in a text', () => {
  const told = LINT_RULES.filter(({ id }) => Object.hasOwn(PROP_FINDINGS, id));
  expect(PROP_FINDINGS).toEqual({
    ...Object.fromEntries(told.map(({ id, severity }) => [id, severity])),
    'unused-accept': 'warning',
  });
});

test('every page and every test is that of a rule', () => {
  expect(readdirSync(join(ROOT, 'docs/lint')).sort()).toEqual(
    ['README.md', ...IDS.map((id) => `${id}.md`)].sort(),
  );
  expect(readdirSync(join(ROOT, '__tests__/lint/rules')).sort()).toEqual(IDS.map((id) => `${id}.ts`).sort());
});

test('the table of the pages has each rule with its severity and title', () => {
  const rows = [
    ...read('docs/lint/README.md').matchAll(/^\| \[`([a-z-]+)`\]\(\1\.md\) +\| (\w+) +\| (.+?) +\|$/gm),
  ];
  expect(rows.map(([, id, severity, title]) => ({ id, severity, title }))).toEqual(
    LINT_RULES.map(({ id, severity, title }) => ({ id, severity, title })),
  );
});

describe.each(IDS)('%s', (id) => {
  const exported = Object.values(jest.requireActual<Record<string, LintRule>>(join(FOLDER, id)));
  const page = existsSync(join(ROOT, `docs/lint/${id}.md`)) ? read(`docs/lint/${id}.md`) : '';

  test('exports one rule of this id, with a severity', () => {
    expect(exported.map((rule) => rule.id)).toEqual([id]);
    expect(['error', 'warning', 'info']).toContain(exported[0]?.severity);
  });

  test('has a page that begins with severity and title', () => {
    const [rule] = exported;
    const severity = (rule?.severity ?? '').replace(/^./, (letter) => letter.toUpperCase());
    expect(page.split('\n').slice(0, 3)).toEqual([`# ${id}`, '', `${severity}: ${rule?.title ?? ''}.`]);
    expect(page).toContain('\n## When to accept it\n');
  });

  test('finds what the page calls bad, and not what it calls good', () => {
    const [bad, good] = examples(page);
    expect(foundBy(id, bad ?? '')).not.toEqual([]);
    expect(foundBy(id, good ?? '')).toEqual([]);
    // Whoever copies an expression is to be told of nothing else.
    if (typeof good === 'string') expect(lint({ rules: [{ expression: good }] }, NOW_MS)).toEqual([]);
  });
});

/** The expressions and lists of a page. */
function examples(page: string): readonly (string | RuleList)[] {
  return [...page.matchAll(/```(text|json)\n([\s\S]*?)\n```/g)].map(([, language, text = '']) =>
    language === 'json' ? (JSON.parse(text) as RuleList) : text,
  );
}
