import { TerraformFragment } from '../../lib/constructs/terraform-fragment';
import { synthStack } from '../support/synth';

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

test('a synth makes a fragment once', () => {
  const produce = jest.fn(() => ({ locals: { a: '1' } }));
  synthStack((stack) => new TerraformFragment(stack, 'one', produce));
  expect(produce).toHaveBeenCalledTimes(1);
});
