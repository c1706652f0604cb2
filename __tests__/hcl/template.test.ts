import { quoteHcl, templateToHcl } from '../../lib/hcl/template';

describe('templateToHcl', () => {
  it.each([
    ['plain text', '"plain text"'],
    ['', '""'],
    ['${local.x}', 'local.x'],
    ['${ local.x }', 'local.x'],
    ['${{ for k, v in x : k => v }}', '{ for k, v in x : k => v }'],
    ['zones/${local.id}/${each.value}', '"zones/${local.id}/${each.value}"'],
    ['${a}${b}', '"${a}${b}"'],
    [
      'say "${join(", ", [for r in x : "${r.id} }"])}" now',
      '"say \\"${join(", ", [for r in x : "${r.id} }"])}\\" now"',
    ],
    ['${x == "\\"}" ? 1 : 2}', 'x == "\\"}" ? 1 : 2'],
    ['literal $${x} and %%{y}', '"literal $${x} and %%{y}"'],
    ['${"$${x}"}', '"$${x}"'],
    ['a\\b\n\tc', '"a\\\\b\\n\\tc"'],
    ['%{ if x }a%{ endif }', '"%{ if x }a%{ endif }"'],
  ])('writes %j as %s', (json, hcl) => {
    expect(templateToHcl(json)).toBe(hcl);
  });
});

describe('quoteHcl', () => {
  it('leaves nothing that Terraform would read as a template', () => {
    expect(quoteHcl('${x} %{y} $${z} "q" \\')).toBe('"$${x} %%{y} $$${z} \\"q\\" \\\\"');
  });
});
