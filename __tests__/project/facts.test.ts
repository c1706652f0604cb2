import ts from 'typescript';
import {
  ACTIONS,
  ID_PATTERN,
  LIST_KINDS,
  MANAGED_LISTS,
  MANAGED_RULESETS,
  MAX_EXPRESSION_LENGTH,
  PHASES,
  PLANS,
  SKIPPABLE_PRODUCTS,
} from '../../lib/cloudflare';
import { read, sourceFiles } from './source-files';

/** Where Cloudflare's facts stand. */
const BOOK = 'lib/cloudflare/';

/** Files that may list names of one kind, and why theirs is no copy. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'lib/lint/limits.ts: the length of expressions': 'is a bit of a set',
  'lib/rules-language/catalogue/fields.ts: phases': 'says of a field which phases have it',
  'lib/rules-language/catalogue/functions.ts: phases': 'says of a function which phases have it',
  'lib/sandbox/terraform-provider/validation/action-parameter-checks.ts: actions':
    'says which parameters the provider knows of an action',
  'stacks/state-backend.ts: the form of ids':
    'a stack imports the public library only, which has no such pattern',
  '__tests__/review/support/plan.ts: kinds of lists': 'writes an item of a list as the provider does',
};

/** Names that stand in the book, by their kind, and how many of them in one list make a copy. */
const KINDS: Readonly<Record<string, { readonly names: readonly string[]; readonly most: number }>> = {
  phases: { names: PHASES, most: 1 },
  plans: { names: PLANS, most: 1 },
  actions: { names: ACTIONS, most: 3 },
  products: { names: SKIPPABLE_PRODUCTS, most: 2 },
  'kinds of lists': { names: LIST_KINDS, most: 2 },
  'lists of Cloudflare': { names: MANAGED_LISTS, most: 1 },
};

/** What no file but the book writes, even once. */
const SINGLE: readonly string[] = Object.values(MANAGED_RULESETS).map(({ id }) => id);

/** A pattern of ids, however its class is written. */
const ID_FORM = /\[(?:0-9a-f|a-f0-9|\\da-f|a-f\\d|0-9a-fA-F|a-fA-F0-9)\]\{32\}/;

/** What a file repeats of the book, each as `<file>: <kind>`. */
function copiesIn(path: string, text: string): readonly string[] {
  const found = new Set<string>();
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const look = (node: ts.Node): void => {
    const names = namesIn(node);
    for (const [kind, { names: known, most }] of Object.entries(KINDS)) {
      if (new Set(names.filter((name) => known.includes(name))).size > most) found.add(kind);
    }
    if (ts.isStringLiteralLike(node) && SINGLE.includes(node.text)) found.add('ids of managed rulesets');
    if (isNamedPhase(node)) found.add('names of phases');
    if (ts.isRegularExpressionLiteral(node) && ID_FORM.test(node.text)) found.add('the form of ids');
    // A power of two in another base is a bit.
    if (ts.isNumericLiteral(node) && decimal(node) === String(MAX_EXPRESSION_LENGTH)) {
      found.add('the length of expressions');
    }
    node.forEachChild(look);
  };
  look(file);
  return [...found].map((kind) => `${path}: ${kind}`);
}

/** The names that a list, an object or a union of types holds. */
function namesIn(node: ts.Node): readonly string[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(textOf);
  if (ts.isUnionTypeNode(node))
    return node.types.flatMap((type) => (ts.isLiteralTypeNode(type) ? textOf(type.literal) : []));
  if (ts.isObjectLiteralExpression(node) && !isHeld(node))
    return node.properties.flatMap(({ name }) => (name === undefined ? [] : textOf(name)));
  if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) {
    return node.members.flatMap(({ name }) => (name === undefined ? [] : textOf(name)));
  }
  return ts.isCaseBlock(node)
    ? node.clauses.flatMap((clause) => (ts.isCaseClause(clause) ? textOf(clause.expression) : []))
    : [];
}

function textOf(node: ts.Node): readonly string[] {
  return ts.isStringLiteralLike(node) || ts.isIdentifier(node) ? [node.text] : [];
}

function decimal(node: ts.NumericLiteral): string {
  return node.getText().replaceAll('_', '');
}

/** Whether the compiler holds the object against the names of the book: `const X: Record<ListKind, ...>`. */
function isHeld({ parent }: ts.ObjectLiteralExpression): boolean {
  const type = ts.isVariableDeclaration(parent) ? (parent.type?.getText() ?? '') : '';
  return /\bRecord<(?:Action|EventSource|ListKind|Phase|ExceptionPhase|ZonePlan|SkippableProduct),/.test(
    type,
  );
}

/** `const MANAGED = 'http_request_firewall_managed'`: the book has a name for it. */
function isNamedPhase(node: ts.Node): boolean {
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return false;
  const value = ts.isAsExpression(node.initializer) ? node.initializer.expression : node.initializer;
  return ts.isStringLiteralLike(value) && PHASES.some((phase) => phase === value.text);
}

/** The product, its scripts, and what tests share; a test itself states what it expects. */
const FILES = sourceFiles().filter(
  (path) =>
    path.endsWith('.ts') &&
    !path.startsWith(BOOK) &&
    (/^(?:lib|scripts|stacks)\//.test(path) || /^__tests__\/(?:.+\/)?support\//.test(path)),
);

test('the facts of Cloudflare stand in their book only', () => {
  expect(FILES.length).toBeGreaterThan(300);
  const copies = FILES.flatMap((path) => copiesIn(path, read(path)));
  expect(copies.filter((copy) => !Object.hasOwn(EXCEPTIONS, copy))).toEqual([]);
  expect(Object.keys(EXCEPTIONS).filter((exception) => !copies.includes(exception))).toEqual([]);
});

test.each<[string, string]>([
  ["const X = ['http_ratelimit', 'ddos_l7'];", 'phases'],
  ["type X = 'http_ratelimit' | 'magic_transit';", 'phases'],
  ['const X = { http_ratelimit: 1, ddos_l7: 2 };', 'phases'],
  ["switch (x) { case 'ddos_l4': case 'ddos_l7': break; }", 'phases'],
  ["const MANAGED = 'http_request_firewall_managed' as const;", 'names of phases'],
  ['const quota = { free: 5, pro: 20 };', 'plans'],
  ["new Set(['business', `enterprise`]);", 'plans'],
  ["const X = ['block', 'challenge', 'js_challenge', 'log'];", 'actions'],
  ["const X = ['bic', 'hot', 'waf'];", 'products'],
  ["const X = ['ip', 'asn', 'hostname'];", 'kinds of lists'],
  ["const X = ['cf.malware', 'cf.vpn'];", 'lists of Cloudflare'],
  ['const ID = /^[a-f0-9]{32}$/i;', 'the form of ids'],
  ['const ID = /zones\\/([0-9a-f]{32})/;', 'the form of ids'],
  ["const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';", 'ids of managed rulesets'],
  ['if (text.length > 4_096) throw error;', 'the length of expressions'],
])('%s is a copy', (text, kind) => {
  expect(copiesIn('x.ts', text)).toEqual([`x.ts: ${kind}`]);
});

test.each([
  "if (phase === 'http_ratelimit') return;",
  "const needed = { plan: 'enterprise' };",
  "const rule = { action: 'skip', ref: 'x' };",
  "const TITLES: Readonly<Record<ZonePlan, string>> = { free: 'a', pro: 'b', business: 'c', enterprise: 'd' };",
  'const ALL = 0x1000;',
  'const DIGEST = /^sha256:[0-9a-f]{64}$/;',
])('%s is none', (text) => {
  expect(copiesIn('x.ts', text)).toEqual([]);
});

test('the form of ids is the one that the test looks for', () => {
  expect(ID_PATTERN.source).toMatch(ID_FORM);
});
