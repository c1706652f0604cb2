import { renderJson, renderMarkdown, renderTerminal, type Review } from '../../lib/review';
import { nodesOf, tableRows } from './support/commonmark';
import { CUSTOM, MANAGED, reviewOf } from './support/plan';
import { block, EXACT, exception, EXECUTES } from './support/rules';

/** Every text of others holds this, so that a test finds it wherever it comes through. */
const MARK = 'hOsTiLe';

const TEXTS: readonly (readonly [title: string, text: string])[] = [
  ['backticks', `\`${MARK}\` \`\`${MARK}\`\`\` \``],
  ['bars', `${MARK} | ${MARK} \\| ${MARK} \\\\| ${MARK}`],
  ['line breaks', `${MARK}\n\n# ${MARK}\r\n- ${MARK}`],
  ['a comment of HTML', `<!-- ${MARK} --> <script>${MARK}</script>`],
  ['the end of a folded part', `</summary></details>\n\n</details> ${MARK}`],
  ['a mention', `@everyone @octocat #1 ${MARK}`],
  ['a link', `${MARK}](http://evil.example/) ![${MARK}](http://evil.example/x.png) <http://evil.example>`],
  ['escapes of a terminal', `\u001b[31m${MARK}\u001b]8;;http://evil.example\u0007\u009b2J`],
  ['another direction', `\u202e${MARK}\u2066\u200f\u2028${MARK}`],
  ['a template', `\${${MARK}} %{${MARK}} $\`${MARK}\`$ $$${MARK}$$`],
  ['4,000 characters', `${MARK} ${'x'.repeat(4_000)}`],
  ['emoji and half of one', `\u{1f600}${MARK} \u{1f468}\u200d\u{1f469} \ud83d`],
  ['a fence', `\`\`\`\n~~~\n${MARK}\n\`\`\``],
  ['a diagram', `"] --> x["${MARK}"]; end; click c1 "javascript:${MARK}"`],
  ['an alert', `> [!CAUTION]\n> ${MARK}`],
  ['blanks around', `  ${MARK}  `],
  ['a workflow command', `\n::set-output name=x::${MARK}\n::error::${MARK}`],
];

/** The text wherever a plan can hold one that its author did not choose. */
function reviewWith(text: string): Review {
  const literal = JSON.stringify(text.replaceAll(/[^\x20-\x7e]/g, '')).replaceAll('$', '');
  const expression = `http.user_agent contains ${literal}`;
  return reviewOf({
    entryPoints: [
      {
        phase: CUSTOM,
        before: [
          block(text, expression, { description: text }),
          block('wp', 'http.request.uri.path eq "/wp-login.php"', { description: text }),
          exception('export', EXACT, { description: text }),
          {
            ref: `s${text}`,
            action: 'skip',
            expression,
            description: text,
            action_parameters: { products: [text] },
          },
        ],
        after: [
          block('wp', 'http.request.uri.path eq "/wp-login.php"', { description: text }),
          {
            ref: `n${text}`,
            action: 'skip',
            expression,
            description: text,
            action_parameters: { phases: [text] },
          },
          exception(`x${text}`, expression, { description: `${text} (owner ${text}, ${text})` }),
          exception('export', `${EXACT} and not ${expression}`, { description: `now ${text}`, [text]: text }),
          exception('broken', text),
        ],
      },
      {
        phase: MANAGED,
        zone: text,
        before: EXECUTES,
        after: [
          exception('m', EXACT, { action_parameters: { rulesets: [text], rules: { [text]: [text] } } }),
          ...EXECUTES,
        ],
      },
      { phase: text, before: [block('a', expression)], after: [] },
    ],
    lists: [{ name: text, before: ['192.0.2.1'], after: [text] }],
    others: [{ address: text, type: 'cloudflare_ruleset', actions: ['update'] }],
  });
}

describe.each(TEXTS)('%s', (_, text) => {
  const review = reviewWith(text);
  const markdown = renderMarkdown(review);

  test('stands in code only, so it is no markup, no link, no mention and no HTML', () => {
    const nodes = nodesOf(markdown);
    const outside = nodes.filter(({ type, literal }) => type !== 'code' && (literal ?? '').includes(MARK));
    expect(outside.map(({ type, literal }) => [type, literal])).toEqual(
      // A picture holds names of rules, of letters and digits only.
      outside.map((): unknown => ['code_block', expect.stringMatching(/^flowchart LR\n/)]),
    );
    expect(nodes.filter(({ type }) => type === 'link' || type === 'image')).toEqual([]);
    expect(nodes.some(({ literal }) => (literal ?? '').includes(MARK))).toBe(true);
  });

  test('ends no folded part and opens none', () => {
    const html = nodesOf(markdown)
      .filter(({ type }) => type.startsWith('html'))
      .map(({ literal }) => literal);
    expect(
      html.filter(
        (one) => one !== '</details>' && !/^<details><summary>[A-Za-z, ]+<\/summary>$/.test(one ?? ''),
      ),
    ).toEqual([]);
    expect(html.filter((one) => one === '</details>')).toHaveLength(html.length / 2);
  });

  test('makes no cell of a table more', () => {
    const rows = tableRows(markdown);
    expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
    const cells = rows.flat().flatMap((cell) => nodesOf(cell));
    const isShown = cells.some(({ type, literal }) => type === 'code' && (literal ?? '').includes(MARK));
    // Tables are the first thing that is left out of a comment that would be too long.
    expect(isShown).toBe(rows.length > 0);
    expect(cells.filter(({ type, literal }) => type === 'text' && (literal ?? '').includes(MARK))).toEqual(
      [],
    );
  });

  test('keeps the picture what it is', () => {
    const pictures = [...markdown.matchAll(/^```mermaid\n([^]*?)\n```$/gm)].map(
      ([, picture = '']) => picture,
    );
    expect(pictures.flatMap((picture) => picture.split('\n')).filter((line) => !isMermaid(line))).toEqual([]);
  });

  test('steers no terminal and stays the same data in JSON', () => {
    const unsafe = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
    expect(renderTerminal(review)).not.toMatch(unsafe);
    expect(markdown).not.toMatch(unsafe);
    expect(renderJson(review)).not.toMatch(unsafe);
    expect((JSON.parse(renderJson(review)) as { lists: readonly { name: string }[] }).lists[0]?.name).toBe(
      text,
    );
  });
});

/** The lines that a picture is made of. */
function isMermaid(line: string): boolean {
  const node = String.raw`[cm]\d+(?:\["\d+(?: other)? rules?"\]|\{\{"[\w. -]+ \((?:added|changed|moved)\)"\}\})`;
  return [
    /^flowchart LR$/,
    /^ {2}subgraph (?:custom\["custom rules"\]|managed\["managed rules"\])$/,
    /^ {2}end$/,
    /^ {2}(?:custom\["custom rules"\]|managed\["managed rules"\])$/,
    new RegExp(`^ {4}${node}(?: --> ${node})*$`),
    /^ {2}request\(\["request"\]\) --> custom --> ratelimit\["rate limiting rules"\] --> managed --> origin\(\["origin"\]\)$/,
    /^ {2}[cm]\d+ -\. "skips" \.-> (?:ratelimit|managed|m\d+)$/,
  ].some((form) => form.test(line));
}
