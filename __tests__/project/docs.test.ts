import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { publicThings } from './examples';
import { brokenLinks, type CodeBlock, codeBlocks, pages } from './markdown';
import { compileSnippets } from './snippets';
import { projectFiles, read, ROOT } from './source-files';

const CONSTRUCTOR = `// in a stack
const own = new ZoneWaf(this, 'waf', { zone: Zone.fromName('example.com'), namespace: 'shop' });
new WafException(own, 'export', {
  request: { host: 'a.example.com', method: 'POST', path: Path.under('/a/b/') },
  skip: Skip.allManagedRules(),
  reason: 'Long enough to say something',
});`;

const GOOD = [
  CONSTRUCTOR,
  "// in a stack\nimport { Zone } from 'waf-exceptions';\nconst zone: Zone = Zone.fromName('example.com');\nnew ZoneWaf(this, 'waf', { zone, namespace: 'shop' });",
  "// in a ZoneWaf\nwaf.entryPoint('http_request_firewall_managed').resource.addOverride('name', 'x');",
  "import { Skip } from 'waf-exceptions';\nexport const skip = Skip.allManagedRules();",
];

const BAD = [
  CONSTRUCTOR.replace("method: 'POST'", 'method: 418'),
  "// in a stack\nimport {\n  Zone,\n} from 'waf-exceptions';\nZone.called('example.com');",
  "// in a ZoneWaf\nwaf.entryPoint('http_request_firewall');",
  'const x: string = 1;',
];

describe('snippets', () => {
  let wrong: readonly string[];
  // The compiler reads all that the snippets use: once for all of them.
  beforeAll(() => {
    const snippet = (page: string) => (code: string) => ({ page, line: 10, language: 'ts', code });
    wrong = compileSnippets([
      ...pages().flatMap((page) => codeBlocks(page, read(page)).filter(isTypeScript)),
      ...publicThings().flatMap(({ examples }) => examples),
      ...GOOD.map(snippet('good.md')),
      ...BAD.map(snippet('bad.md')),
    ]);
  });

  test('every TypeScript snippet of the docs and of doc comments compiles, and one of each context', () => {
    expect(wrong.filter((message) => !message.startsWith('bad.md:'))).toEqual([]);
  });

  test('a mistake in a snippet is told with the page and the line', () => {
    expect(wrong.filter((message) => message.startsWith('bad.md:'))).toEqual([
      expect.stringMatching(/^bad\.md:13: Type 'number' is not assignable/),
      expect.stringMatching(/^bad\.md:14: Property 'called' does not exist/),
      expect.stringMatching(/^bad\.md:11: Argument of type/),
      expect.stringMatching(/^bad\.md:10: Type 'number' is not assignable/),
    ]);
  });

  test('blocks are found with their lines, also inside a list', () => {
    const text = '# A\n\n```ts\nlet a;\n```\n\n1. x\n\n   ```ts\n   let b;\n   ```\n';
    expect(codeBlocks('x.md', text)).toEqual([
      { page: 'x.md', line: 4, language: 'ts', code: 'let a;\n' },
      { page: 'x.md', line: 10, language: 'ts', code: 'let b;\n' },
    ]);
  });
});

describe('links', () => {
  test('every link inside the repository leads to a file and a heading', () => {
    const files = new Set(projectFiles());
    expect(pages().flatMap((page) => brokenLinks(page, read(page), files))).toEqual([]);
  });

  test('a message names a page that exists, by its address', () => {
    const sources = projectFiles().filter((path) => path.startsWith('lib/'));
    const named = sources.flatMap((path) => [...read(path).matchAll(/docsPage\('([^']+)'\)/g)]);
    expect(named.length).toBeGreaterThan(20);
    expect(
      named.map(([, page = '']) => page).filter((page) => !existsSync(join(ROOT, 'docs', page))),
    ).toEqual([]);
    // A path in backticks is of a comment, for who reads the source.
    const bare = /(?<![`/])\bdocs\/[\w/-]+\.md(?!`)/;
    expect(sources.filter((path) => bare.test(read(path)))).toEqual([]);
  });

  test('a link to a missing file or heading is told', () => {
    const text = [
      '# Letting go: `release`, and _more_',
      '[good](#letting-go-release-and-_more_) [good](../package.json) [good](../lib/) [good](https://example.com/x)',
      '[bad](missing.md) [bad](#letting-go) ![bad](missing.png "Title")',
      '[ref]: ../missing.md',
      '`[code](missing.md)`',
    ].join('\n');
    expect(brokenLinks('docs/page.md', text)).toEqual([
      'docs/page.md: no file missing.md',
      'docs/page.md: no heading #letting-go',
      'docs/page.md: no file missing.png',
      'docs/page.md: no file ../missing.md',
    ]);
  });
});

// As long as nobody has begun the pages of the commands there is nothing to hold them to.
const describePages = existsSync(join(ROOT, 'docs', 'cli')) ? describe : describe.skip;

describePages('pages of the commands', () => {
  test.each(commands().map((command) => [command.name(), command] as const))(
    'docs/cli/%s.md names each option',
    (name, command) => {
      const page = `docs/cli/${name}.md`;
      expect(existsSync(join(ROOT, page))).toBe(true);
      const text = read(page);
      const flags = command.options.map(({ long, short }) => long ?? short ?? '');
      expect(flags.filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(text))).toEqual([]);
    },
  );

  test('each page is that of a command', () => {
    const names = commands().map((command) => `${command.name()}.md`);
    expect(readdirSync(join(ROOT, 'docs', 'cli')).filter((file) => !names.includes(file))).toEqual([]);
  });
});

const isTypeScript = ({ language }: CodeBlock): boolean => /^(?:ts|typescript)$/.test(language);

/** The sub-commands of `waf`: each module in the folder exports a function that makes one. */
function commands(): readonly Command[] {
  const folder = join(ROOT, 'lib', 'cli', 'commands');
  return readdirSync(folder).flatMap((file) => {
    const exported = jest.requireActual<Record<string, unknown>>(join(folder, file));
    return Object.entries(exported)
      .filter(([name]) => name.endsWith('Command'))
      .map(([, make]) => (make as () => Command)());
  });
}
