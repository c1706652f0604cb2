import type { ZoneWaf } from '../../lib';
import { TerraformFragment } from '../../lib/constructs/terraform-fragment';
import { objectAt, synthStack } from '../support/synth';
import { wafIn } from '../support/waf';

const LOCALS = {
  escaped: '$${not.a.reference} %%{ neither }',
  expression: '${local.a}',
  object: { text: '$${a} ${local.b}', list: ['1', null, { deep: '%%{a}' }] },
  list: ['${local.c}'],
};

test('a fragment comes out as it is, and joins its lists with those of others', () => {
  const { terraform } = synthStack((stack) => {
    new TerraformFragment(stack, 'one', () => ({
      locals: LOCALS,
      '//': { zones: [{ a: '${x}' }] },
      import: [{ to: 'a' }],
    }));
    new TerraformFragment(stack, 'two', () => ({
      locals: { two: {} },
      '//': { zones: [{ b: [] }] },
      import: [{ to: 'b' }],
    }));
  });
  expect(terraform).toMatchObject({
    locals: { ...LOCALS, two: {} },
    '//': { zones: [{ a: '${x}' }, { b: [] }] },
    import: [{ to: 'a' }, { to: 'b' }],
  });
});

test.each(['data', 'resource'])(
  'a %s block joins those of its type, and nothing in it is resolved',
  (kind) => {
    const block = { text: '$${a} ${local.b}', list: [{ condition: '%%{a}' }] };
    const { terraform } = synthStack((stack) => {
      new TerraformFragment(stack, 'one', () => ({ [kind]: { x: { a: block } } }));
      new TerraformFragment(stack, 'two', () => ({ [kind]: { x: { b: block }, y: { a: block } } }));
    });
    expect(terraform[kind]).toEqual({ x: { a: block, b: block }, y: { a: block } });
  },
);

test('an override of an entry point changes one argument, and the conditions stay', () => {
  const lifecycleOf = (build: (waf: ZoneWaf) => void) => {
    const { terraform } = synthStack((stack) => {
      build(wafIn(stack));
    });
    return objectAt(terraform, 'resource', 'cloudflare_ruleset', 'waf_example_com_managed', 'lifecycle');
  };
  const { precondition } = lifecycleOf(() => undefined);
  expect(precondition).toContainEqual({
    condition: expect.stringMatching(/^\$\{/) as string,
    error_message: expect.any(String) as string,
  });
  const overridden = lifecycleOf((waf) => {
    const { resource } = waf.entryPoint('http_request_firewall_managed');
    resource.addOverride('lifecycle.prevent_destroy', false);
  });
  expect(overridden).toMatchObject({ prevent_destroy: false, precondition });
});

test.each(['data', 'resource'])('an override of the stack replaces an argument of a %s block', (kind) => {
  const { terraform } = synthStack((stack) => {
    new TerraformFragment(stack, 'one', () => ({ [kind]: { x: { a: { name: 'one', other: 'two' } } } }));
    stack.addOverride(`${kind}.x.a.name`, 'theirs');
    stack.addOverride(`${kind}.x.a.lifecycle.ignore_changes`, ['name']);
  });
  expect(terraform[kind]).toEqual({
    x: { a: { name: 'theirs', other: 'two', lifecycle: { ignore_changes: ['name'] } } },
  });
});

test('a synth makes a fragment once', () => {
  const produce = jest.fn(() => ({ locals: { a: '1' } }));
  synthStack((stack) => new TerraformFragment(stack, 'one', produce));
  expect(produce).toHaveBeenCalledTimes(1);
});
