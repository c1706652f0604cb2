import type { TerraformStack } from 'cdktf';
import { ForeignRules, IpList, ManagedRuleset, Skip, Zone, ZoneWaf, type ZoneWafProps } from '../../lib';
import { CUSTOM_PHASE, MANAGED_PHASE } from '../../lib/cloudflare';
import { REQUEST } from '../support/exceptions';
import { type Json, objectAt, synthStack } from '../support/synth';
import { exceptionIn, wafIn, ZONE } from '../support/waf';

const ID = '0123456789abcdef0123456789abcdef';

const ofWaf = (props: Partial<ZoneWafProps>, skips: readonly Skip[] = []) =>
  [
    (stack: TerraformStack) => {
      const waf = wafIn(stack, props);
      skips.forEach((skip, index) => exceptionIn(waf, `export-${index}`, { skip }));
    },
  ] as const;
const both = [Skip.allManagedRules(), Skip.managedRulesets(ManagedRuleset.OWASP_CORE)];

/** Stacks with every kind of block that this library writes. */
const STACKS: readonly (readonly [string, (stack: TerraformStack) => void])[] = [
  ['no exceptions', ...ofWaf({})],
  ['exceptions in both phases', ...ofWaf({}, both)],
  ['a zone by its id', ...ofWaf({ zone: Zone.fromId(ID) }, both)],
  [
    'a zone whose plan code does not say',
    (stack) => exceptionIn(new ZoneWaf(stack, 'waf', { zone: ZONE, namespace: 'dashboard' })),
  ],
  [
    'rules of others removed',
    ...ofWaf({ foreignRules: ForeignRules.removeAllButManagedRulesets({ reason: '0123456789' }) }, both),
  ],
  [
    'entry points by their ids',
    ...ofWaf({ entryPointIds: { [CUSTOM_PHASE]: ID, [MANAGED_PHASE]: ID } }, both),
  ],
  ['custom rules only', ...ofWaf({ phases: [CUSTOM_PHASE] }, both.slice(0, 1))],
  ['managed rules only', ...ofWaf({ phases: [MANAGED_PHASE] }, both.slice(1))],
  ['retired namespaces', ...ofWaf({ retiredNamespaces: ['old'] }, both)],
  ['a quota of its own', ...ofWaf({ customRuleQuota: 7 }, both)],
  ['released', ...ofWaf({ release: true })],
  [
    'exceptions that replace rules of others',
    (stack) => {
      const waf = wafIn(stack);
      both.forEach((skip, index) =>
        exceptionIn(waf, `export-${index}`, { skip, replaces: [`rule_${index}`] }),
      );
    },
  ],
  [
    'an IP list that an exception names',
    (stack) => {
      const from = new IpList(stack, 'office', {
        accountId: ID,
        description: 'Offices',
        items: [{ ip: '198.41.128.0/17' }],
      });
      exceptionIn(wafIn(stack), 'export', { request: { ...REQUEST, from } });
    },
  ],
];

const stacks = STACKS.map(([title, build]) => [title, synthStack(build).terraform] as const);

/** Everything in a stack but comments; first what holds it. */
function* visit(value: unknown): Generator {
  yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) if (key !== '//') yield* visit(inner);
}

const textsIn = (value: unknown) => [...visit(value)].filter((one): one is string => typeof one === 'string');
const objectsIn = (value: unknown) =>
  [...visit(value)].filter(
    (one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one),
  );

/** Addresses of two levels below a key: `<type>.<name>`. */
function addressesIn(terraform: Json, key: string): readonly string[] {
  return Object.entries((terraform[key] ?? {}) as Record<string, object>).flatMap(([type, names]) =>
    Object.keys(names).map((name) => `${type}.${name}`),
  );
}

/** What a pattern finds in the texts, each once. */
function named(value: unknown, pattern: RegExp): readonly string[] {
  const found = textsIn(value).flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name));
  return [...new Set(found)].sort();
}

const LOCAL = /\blocal\.([A-Za-z0-9_-]+)/g;
const DATA = /\bdata\.([a-z_]+\.[A-Za-z0-9_-]+)/g;
const RESOURCE = /(?<![\w.])((?:cloudflare|terraform)_[a-z]+\.waf_[A-Za-z0-9_-]+)/g;

describe.each(stacks)('a stack with %s', (_title, terraform) => {
  test('declares every local that its texts name, and no other', () => {
    const declared = Object.keys(objectAt(terraform, 'locals')).sort();
    expect(named(terraform, LOCAL)).toEqual(declared);
  });

  test('declares every data source that its texts name, and no other', () => {
    expect(named(terraform, DATA)).toEqual([...addressesIn(terraform, 'data')].sort());
  });

  test('declares every resource that its texts name or import, and none that it lets go of', () => {
    const declared = addressesIn(terraform, 'resource');
    const {
      removed = [],
      import: imports = [],
      ...rest
    } = terraform as {
      removed?: readonly { from: string }[];
      import?: readonly { to: string }[];
    };
    expect(declared).toEqual(expect.arrayContaining([...named(rest, RESOURCE)]));
    expect(declared).toEqual(expect.arrayContaining(imports.map(({ to }) => to.replace(/\[.*\]$/, ''))));
    for (const { from } of removed) {
      expect(from).toMatch(/^cloudflare_/);
      expect(declared).not.toContain(from);
    }
  });

  test('reads and imports once for each of what it names, and nothing else speaks of `each`', () => {
    const speaksOfEach = (block: Json) =>
      Object.values(block).some((one) => typeof one === 'string' && /\beach\.value\b/.test(one));
    const { data, import: imports, ...rest } = terraform;
    for (const block of objectsIn([data, imports])) {
      expect([block, speaksOfEach(block)]).toEqual([block, 'for_each' in block]);
    }
    expect(objectsIn(rest).filter((block) => speaksOfEach(block) && !('for_each' in block))).toEqual([]);
  });

  test('writes no empty expression, and closes what it opens', () => {
    for (const text of textsIn(terraform)) {
      expect(text).not.toMatch(/\$\{\s*\}/);
      const open: string[] = [];
      for (const [bracket] of text.matchAll(/[()[\]{}]/g)) {
        if ('([{'.includes(bracket)) open.push(bracket);
        else expect(`${open.pop()}${bracket} in ${text}`).toMatch(/^(?:\(\)|\[\]|\{\}) /);
      }
      expect([text, open]).toEqual([text, []]);
    }
  });

  test('says of everything that it refuses what is wrong, in sentences', () => {
    const checks = objectsIn(terraform).flatMap(({ precondition = [], postcondition = [], assert = [] }) =>
      [precondition, postcondition, assert].flat(),
    );
    for (const check of checks) {
      expect(check).toEqual({
        condition: expect.stringMatching(/^\$\{.+\}$/s) as string,
        // Terraform quotes the line, and with it a comment, where it cannot evaluate what follows.
        error_message: expect.stringMatching(/^(?:\$\{\/\* [A-Z].*?\. \*\/ ""\})?[A-Z`].*[.}]$/s) as string,
      });
    }
  });
});
