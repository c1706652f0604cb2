import { Testing } from 'cdktf';
import { Zone } from '../../lib';
import { refusalOf } from '../support/refusal';
import { exceptionIn, stackIn, wafIn } from '../support/waf';
import { objectAt, synthApp } from '../support/synth';

const ID = '0123456789abcdef0123456789abcdef';
const newStack = () => stackIn(Testing.app());

describe('one owner', () => {
  test('refuses a second ZoneWaf of a zone in a stack', () => {
    const stack = newStack();
    wafIn(stack);
    expect(refusalOf(() => wafIn(stack, {}, 'again'))).toEqual({
      code: 'zone-waf/duplicate',
      message: 'the zone has another ZoneWaf in this stack, at `stack/waf`',
      help: 'add the exceptions to that one: a zone has one entry point for each phase',
    });
  });

  test('refuses a zone by id beside the same zone by name', () => {
    const stack = newStack();
    wafIn(stack);
    expect(
      refusalOf(() => wafIn(stack, { zone: Zone.fromId(ID, { name: 'example.com' }) }, 'again')).code,
    ).toBe('zone-waf/duplicate');
  });

  test.each([
    ['in one stack', 'stack', 'stack', 'dashboard'],
    ['with one namespace in two stacks', 'a', 'b', 'dashboard'],
  ])('refuses a zone by name beside an id that may be the same, %s', (_title, first, second) => {
    const app = Testing.app();
    const stack = stackIn(app, first);
    wafIn(stack);
    const other = first === second ? stack : stackIn(app, second);
    expect(refusalOf(() => wafIn(other, { zone: Zone.fromId(ID) }, 'other'))).toEqual({
      code: 'zone/id-and-name',
      message: `another zone of this app is named by its domain, and it may be this one, got: \`${ID}\``,
      help: "say the domain of the id: Zone.fromId('...', { name: 'example.net' }), or name both zones the same way",
    });
  });

  test('refuses two namespaces in a stack', () => {
    const stack = newStack();
    wafIn(stack);
    expect(
      refusalOf(() => wafIn(stack, { zone: Zone.fromName('example.org'), namespace: 'shop' }, 'shop')),
    ).toEqual({
      code: 'namespace/stack',
      message: '`namespace` differs from that of `stack/waf` in the same stack, got: `shop`',
      help: 'use `dashboard`, or put this ZoneWaf into a separate stack',
    });
  });

  test('refuses one namespace in two stacks of a zone', () => {
    const app = Testing.app();
    wafIn(stackIn(app, 'a'));
    expect(refusalOf(() => wafIn(stackIn(app, 'b')))).toEqual({
      code: 'namespace/shared',
      message: 'the stack of `a/waf` uses the same namespace in this zone, got: `dashboard`',
      help: 'give each stack its own namespace; otherwise, each deploy removes the exceptions of the other',
    });
  });

  test.each([
    ['retires', { namespace: 'shop', retiredNamespaces: ['dashboard'] }, {}],
    ['uses', {}, { namespace: 'shop', retiredNamespaces: ['dashboard'] }],
  ])('refuses a namespace that one stack retires and another %s', (_title, first, second) => {
    const app = Testing.app();
    wafIn(stackIn(app, 'a'), first);
    expect(refusalOf(() => wafIn(stackIn(app, 'b'), second))).toEqual({
      code: 'namespace/retired',
      message:
        'one of this stack and that of `a/waf` has retired the namespace that the other uses in this zone, got: `dashboard`',
      help: 'remove it from `retiredNamespaces`, or use another namespace',
    });
  });

  test('lets stacks with namespaces of their own share a zone', () => {
    const stacks = synthApp((app) => {
      exceptionIn(wafIn(stackIn(app, 'a'), { namespace: 'team-a' }));
      exceptionIn(wafIn(stackIn(app, 'b'), { namespace: 'team-b' }));
    });
    expect(
      Object.values(stacks).map(({ terraform }) =>
        Object.keys(objectAt(terraform, 'locals', 'waf_example_com_custom_ours')),
      ),
    ).toEqual([['wafx__team-a__export'], ['wafx__team-b__export']]);
  });
});
