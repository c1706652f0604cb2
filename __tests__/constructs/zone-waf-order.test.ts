import { Construct } from 'constructs';
import type { TerraformStack } from 'cdktf';
import { ManagedRuleset, Skip } from '../../lib';
import { exceptionIn, wafIn } from '../support/waf';
import { objectAt, synthStack, withoutComments } from '../support/synth';

describe('the same JSON', () => {
  const first = { request: { host: 'a.example.com', method: 'GET', path: '/a' } } as const;
  const second = { skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE) };
  const reference = withoutComments(
    synthStack((stack) => {
      const waf = wafIn(stack);
      exceptionIn(waf, 'a', first);
      exceptionIn(waf, 'b', second);
      exceptionIn(waf, 'c');
    }),
  );

  test.each<[string, (stack: TerraformStack) => void]>([
    [
      'when calls move',
      (stack) => {
        const waf = wafIn(stack);
        exceptionIn(waf, 'c');
        exceptionIn(waf, 'b', second);
        exceptionIn(waf, 'a', first);
      },
    ],
    [
      'when exceptions are grouped in constructs',
      (stack) => {
        const waf = wafIn(stack);
        const group = new Construct(waf, 'group');
        exceptionIn(new Construct(group, 'inner'), 'a', first);
        exceptionIn(group, 'b', second);
        exceptionIn(waf, 'c');
      },
    ],
    [
      'when the ZoneWaf is renamed and moved',
      (stack) => {
        const waf = wafIn(new Construct(new Construct(stack, 'security'), 'edge'), {}, 'renamed');
        exceptionIn(waf, 'a', first);
        exceptionIn(waf, 'b', second);
        exceptionIn(waf, 'c');
      },
    ],
  ])('comes out %s', (_title, build) => {
    expect(withoutComments(synthStack(build))).toBe(reference);
  });

  test('tells the commands the same when calls move', () => {
    const declaration = (...ids: readonly string[]) =>
      objectAt(
        synthStack((stack) => {
          const waf = wafIn(stack);
          for (const id of ids) exceptionIn(waf, id);
        }).terraform,
        '//',
      )['waf-exceptions'];
    expect(declaration('b', 'a', 'c')).toEqual(declaration('a', 'b', 'c'));
  });
});
