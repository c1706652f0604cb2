import { ID_PATTERN } from '../cloudflare';
import { sourceText } from '../errors';
import type { TestedModules } from '../exception-code';
import { functionName, idsOf, type ImportedZone, titleOf } from './typescript';

/**
 * Jest tests of the exceptions of `toTypeScript`, against the rules as they were: proven, nothing else is let through; what
 * each exception is for is; its near misses are inspected, but for those that its rule let through as well.
 */
export function toTestCode(zones: readonly ImportedZone[], modules: TestedModules): string {
  const tested = zones.flatMap((zone, index) => {
    const rules = rulesOf(zone);
    return rules.length === 0 ? [] : [{ zone, declare: functionName(index), rules }];
  });
  if (tested.length === 0) return NO_RULES;
  const imports = tested.map(({ declare }) => declare).join(', ');
  const from = (path: string) => sourceText(`${modules.package}${path}`);
  return `import { TerraformStack, Testing } from 'cdktf';
import { WafException, Zone, ZoneWaf } from ${from('')};
import { compile, difference, evaluate, ExecutionContext, parse } from ${from('/rules-language')};
import ${from('/testing')};
import { exampleRequests, nearMisses, type SampleRequest } from ${from('/testing')};
import { ${imports} } from ${sourceText(modules.exceptions)};

/** The rules as they were before, by the ids of the exceptions in their place. */
const ZONES = [
${tested.map(({ zone, declare, rules }) => zoneRow(zone, declare, rules)).join('\n')}
];

const nameOf = ({ method, url }: SampleRequest): string => \`\${method} \${url}\`;

describe.each(ZONES)('$declare.name', ({ zone, declare, rules }) => {
  const waf = new ZoneWaf(new TerraformStack(Testing.app(), 'imported'), 'waf', { zone, namespace: 'imported' });
  declare(waf);

  describe.each(rules)('$title', ({ ids, expression }) => {
    const rule = parse(expression).expression;
    const constructs = ids.map((id) => waf.node.findChild(id) as WafException);
    const examples = constructs.flatMap((construct) =>
      exampleRequests(construct).map((request) => ({ construct, request })),
    );
    const neighbours = examples.flatMap(({ construct, request }) =>
      nearMisses(request)
        .filter((miss) => !meets(miss.request))
        .map((miss) => ({ construct, request: miss.request, title: \`\${miss.title}: \${nameOf(miss.request)}\` })),
    );

    function meets(request: SampleRequest): boolean {
      return evaluate(compile(rule), ExecutionContext.fromRequest(request)).verdict === true;
    }

    test('lets nothing through that the rule did not', () => {
      const ours = constructs.map(({ exception }) => parse(exception.rule.expression).expression);
      expect(difference({ anyOf: ours, noneOf: [rule] })).toEqual({ kind: 'none' });
    });

    for (const { construct, request } of examples) {
      test(\`is for \${nameOf(request)}\`, () => {
        if (construct.exception.rule.enabled) expect(construct).not.toInspect(request);
        else expect(construct).toInspect(request);
      });
    }

    for (const { construct, title, request } of neighbours) {
      test(\`inspects \${title}\`, () => {
        expect(construct).toInspect(request);
      });
    }
  });
});
`;
}

const NO_RULES = `test.todo('nothing was imported');\n`;

interface TestedRule {
  readonly title: string;
  readonly ids: readonly string[];
  readonly expression: string;
}

function rulesOf(zone: ImportedZone): readonly TestedRule[] {
  const ids = idsOf(zone);
  return zone.rules.flatMap(({ phase, imported }) => {
    const own = ids.get(imported);
    const { rule } = imported;
    return own === undefined ? [] : [{ title: titleOf(rule, phase), ids: own, expression: rule.expression }];
  });
}

function zoneRow({ name }: ImportedZone, declare: string, rules: readonly TestedRule[]): string {
  return [
    '  {',
    `    zone: ${zoneCode(name)},`,
    `    declare: ${declare},`,
    '    rules: [',
    ...rules.flatMap(({ title, ids, expression }) => [
      '      {',
      `        title: ${sourceText(title)},`,
      `        ids: [${ids.map(sourceText).join(', ')}],`,
      `        expression: ${sourceText(expression)},`,
      '      },',
    ]),
    '    ],',
    '  },',
  ].join('\n');
}

/** A zone that nothing is asked about but its name. */
function zoneCode(name: string): string {
  if (name.includes('.')) return `Zone.fromName(${sourceText(name)})`;
  return `Zone.fromId(${sourceText(ID_PATTERN.test(name) ? name : '0'.repeat(32))})`;
}
