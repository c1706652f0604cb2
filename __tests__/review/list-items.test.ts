import { renderJson, renderMarkdown, renderTerminal } from '../../lib/review';
import { CUSTOM, MANAGED, reviewOf } from './support/plan';
import { listed } from './support/plans';
import { EXACT, exception, EXECUTES, OWASP } from './support/rules';

const hosts = (count: number) => Array.from({ length: count }, (_, index) => `192.0.2.${index}`);

test('up to four items stand in the sentence, and nowhere else', () => {
  const review = reviewOf(listed(hosts(1), hosts(5)));
  expect(renderTerminal(review)).toContain(
    'The list $office is changed, with 4 items added (192.0.2.1, 192.0.2.2, 192.0.2.3 and 192.0.2.4); 1 rule',
  );
  expect(renderMarkdown(review)).not.toContain('<summary>Items</summary>');
});

test('more items than that are counted, and listed below', () => {
  const review = reviewOf(listed(hosts(1), hosts(6)));
  expect(renderTerminal(review)).toContain(
    'The list $office is changed, with 5 items added; 1 rule of this plan names it: the skip rule wafx__dashboard__export.',
  );
  expect(renderMarkdown(review)).toContain(
    `<details><summary>Items</summary>\n\n${hosts(6)
      .slice(1)
      .map((item) => `- Added: \`${item}\``)
      .join('\n')}\n\n</details>`,
  );
});

test('of very many, JSON alone has all', () => {
  const review = reviewOf(listed(hosts(255), []));
  expect(renderMarkdown(review)).toContain('- Removed: `192.0.2.199`\n- and 55 more\n');
  const { lists } = JSON.parse(renderJson(review)) as { readonly lists: readonly object[] };
  expect(lists).toMatchObject([{ added: [], removed: hosts(255) }]);
});

test('the verdict of a list is about the rules that name it, whatever else the plan does', () => {
  const listed = exception('listed', `${EXACT} and ip.src in $office`);
  const other = exception('other', EXACT.replaceAll('/export', '/other'), {
    action_parameters: { rulesets: [OWASP] },
  });
  const { verdict, lists } = reviewOf({
    entryPoints: [
      { phase: CUSTOM, before: [listed], after: [listed] },
      { phase: MANAGED, before: [other, ...EXECUTES], after: EXECUTES },
    ],
    lists: [{ name: 'office', before: hosts(1), after: hosts(2), actions: ['update'] }],
  });
  expect(lists.map((list) => list.verdict?.kind)).toEqual(['wider']);
  expect(verdict.kind).toBe('different');
});

test.each([
  ['as it is', hosts(1), 'stays as it is.'],
  ['and changed', hosts(2), 'is changed, with 1 item added (192.0.2.1).'],
])('a list is adopted %s', (_title, after, words) => {
  const list = { name: 'office', before: hosts(1), after, imported: true };
  expect(renderTerminal(reviewOf({ lists: [list] }))).toContain(
    `The list $office is adopted into the Terraform state, and ${words}`,
  );
  expect(renderTerminal(reviewOf({ lists: [{ ...list, imported: false }] }))).not.toContain('adopted');
});
