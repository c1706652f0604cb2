import { sourceText } from '../errors';
import { ruleCode, type TestedModules } from '../exception-code';
import type { WrittenProposal } from './written';

/**
 * Jest tests of the exceptions of `proposalsCode`: each skips its rules, and no other of their rulesets, for its own
 * requests; every near miss of them is inspected.
 */
export function proposalsTestCode(written: readonly WrittenProposal[], modules: TestedModules): string {
  if (written.length === 0) return `test.todo('nothing was proposed');\n`;
  const from = (path: string) => sourceText(`${modules.package}${path}`);
  const rows = written.map((one) => `  [${sourceText(one.id)}, [${rulesOf(one).join(', ')}]],`);
  const code = `const PROPOSED: [id: string, rules: ManagedRule[]][] = [
${rows.join('\n')}
];`;
  const names = ['ManagedRule', 'ManagedRuleset'].filter(
    (name) => code.includes(`${name}.`) || name === 'ManagedRule',
  );
  return `import { TerraformStack, Testing } from 'cdktf';
import { ${[...names, 'type WafException', 'Zone', 'ZoneWaf'].join(', ')} } from ${from('')};
import ${from('/testing')};
import { exampleRequests, nearMisses, type SampleRequest } from ${from('/testing')};
import { proposedExceptions } from ${sourceText(modules.exceptions)};

/** The exceptions, and the managed rules that each skips. */
${code}

const zone = Zone.fromId('0123456789abcdef0123456789abcdef');
const waf = new ZoneWaf(new TerraformStack(Testing.app(), 'proposed'), 'waf', { zone, namespace: 'proposed' });
proposedExceptions(waf);

/** Its own requests also have other paths, if the exception has several. */
const nameOf = ({ method, url }: SampleRequest): string => \`\${method} \${url}\`;

describe.each(PROPOSED)('%s', (id, rules) => {
  const construct = waf.node.findChild(id) as WafException;
  const examples = exampleRequests(construct);
  const own = new Set(examples.map(nameOf));
  const neighbours = examples
    .flatMap((example) => nearMisses(example))
    .filter(({ differsIn, request }) => differsIn !== 'caller' && !own.has(nameOf(request)))
    .filter(({ differsIn }) => differsIn !== 'scheme' || construct.exception.request.isEncrypted);

  test('skips its rules, and not all of them', () => {
    for (const example of examples) {
      expect(construct).toSkipManagedRules(example, { rules });
      expect(construct).not.toSkipManagedRules(example, { all: true });
    }
  });

  test.each(neighbours.map(({ title, request }) => [title, nameOf(request), request] as const))(
    'inspects its neighbour, %s: %s',
    (_title, _name, request) => {
      expect(construct).toInspect(request);
    },
  );
});
`;
}

function rulesOf({ proposal }: WrittenProposal): readonly string[] {
  return proposal.rules.map(({ rulesetId, ruleId }) => ruleCode(rulesetId, ruleId));
}
