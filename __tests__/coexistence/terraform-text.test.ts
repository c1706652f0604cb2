import { escapeTemplates, expression, type TerraformJson } from '../../lib/coexistence/terraform-text';
import { evaluateOutputs } from '../support/terraform';

const ALPHABET = ['$', '%', '{', '}', 'a', '"'];

/** Every text of the alphabet up to this length. */
function allTexts(maxLength: number): readonly string[] {
  let longest = [''];
  const texts = [...longest];
  for (let length = 1; length <= maxLength; length++) {
    longest = longest.flatMap((text) => ALPHABET.map((character) => text + character));
    texts.push(...longest);
  }
  return texts;
}

/** What HCL makes of a text, left to right; `undefined` = it finds a template in it. */
function readAsHcl(text: string): string | undefined {
  let result = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$${', at) || text.startsWith('%%{', at)) {
      result += text.slice(at + 1, at + 3);
      at += 3;
    } else if (text.startsWith('${', at) || text.startsWith('%{', at)) {
      return undefined;
    } else {
      result += text.charAt(at);
      at += 1;
    }
  }
  return result;
}

describe('escapeTemplates', () => {
  test.each([
    ['plain', 'plain'],
    ['${jndi:ldap}', '$${jndi:ldap}'],
    ['%{if}', '%%{if}'],
    ['$${x}', '$$${x}'],
    ['%%{x}', '%%%{x}'],
    ['$%{x}', '$%%{x}'],
    ['%${x}', '%$${x}'],
    ['${${', '$${$${'],
    ['$ {', '$ {'],
    ['US$', 'US$'],
    ['100%', '100%'],
    ['a{2}', 'a{2}'],
  ])('writes %s as %s', (text, escaped) => {
    expect(escapeTemplates(text)).toBe(escaped);
  });

  test('escapes keys and values at any depth, and nothing else', () => {
    expect(escapeTemplates({ 'k${': ['v%{', { deep: '${' }], n: 1, b: true, z: null })).toEqual({
      'k$${': ['v%%{', { deep: '$${' }],
      n: 1,
      b: true,
      z: null,
    });
  });

  test('can be undone by reading the text as HCL does, for every text up to 6 characters', () => {
    const wrong = allTexts(6).filter((text) => readAsHcl(escapeTemplates(text) as string) !== text);
    expect(wrong).toEqual([]);
  });

  test('is undone by real Terraform, in values and in keys', () => {
    // Everything up to 4 characters, and longer texts as attacks and regular expressions hold them.
    const texts = [
      ...allTexts(4),
      '${jndi:ldap://x/${env:y}}',
      '$$${x}$$$${y}',
      '%%%{ for a in b }%%%%{ endfor ~}',
      '~${~x~}~',
      '^(a{2}|\\$\\{b\\})$',
      '(http.request.uri contains "${" and http.request.uri contains "%{")',
      '\\${x}\\\\%{y}',
      'Grün ${ü} 東京 👍%{👍',
    ];
    const values = escapeTemplates(texts);
    const keys = escapeTemplates(Object.fromEntries(texts.map((text, index) => [text, index])));
    const outputs = evaluateOutputs(
      'main.tf.json',
      JSON.stringify({
        locals: { keys, values },
        output: { values: { value: expression('local.values') }, keys: { value: expression('local.keys') } },
      }),
    );
    expect(outputs['values']).toEqual(texts);
    expect(outputs['keys']).toEqual(Object.fromEntries(texts.map((text, index) => [text, index])));
  });

  test('is needed: real Terraform refuses or changes the text as it is', () => {
    const output = (value: TerraformJson) => JSON.stringify({ output: { x: { value } } });
    expect(evaluateOutputs('main.tf.json', output('$${x}'))).toEqual({ x: '${x}' });
    expect(() => evaluateOutputs('main.tf.json', output('${jndi:'))).toThrow('Command failed');
  });
});

test('an expression is the whole of a template', () => {
  expect(expression('local.x')).toBe('${local.x}');
});
