import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import { App, type TerraformStack } from 'cdktf';
import { Construct, Node } from 'constructs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IpList, Zone } from '../../lib';
import { refusalOf } from '../support/refusal';
import { ZONE_ID } from '../support/terraform-files';
import { exceptionIn, stackIn, wafIn } from '../support/waf';

const newApp = (): App => new App({ outdir: mkdtempSync(join(tmpdir(), 'waf-exceptions-')) });

/** How many constructs all walks over the tree visit together while `action` runs. */
function visitsOf(action: () => void): number {
  let visited = 0;
  // Called with the node that it is taken from.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { findAll } = Node.prototype;
  const spy = jest.spyOn(Node.prototype, 'findAll').mockImplementation(function (this: Node, order) {
    const found = findAll.call(this, order);
    visited += found.length;
    return found;
  });
  try {
    action();
  } finally {
    spy.mockRestore();
  }
  return visited;
}

function addZones(app: App, count: number, stackOf: (index: number) => TerraformStack): void {
  for (let index = 0; index < count; index++) {
    const name = `zone-${index}.example.com`;
    const stack = stackOf(index);
    const waf = wafIn(stack, { zone: Zone.fromName(name) }, `waf-${index}`);
    const list = new IpList(stack, `list-${index}`, {
      accountId: ZONE_ID,
      name: `office_${index}`,
      description: 'Offices',
      items: [{ ip: '203.0.112.0/24' }],
    });
    exceptionIn(waf, 'export', { request: { host: name, method: 'POST', path: '/export', from: list } });
  }
}

describe.each([['in one stack'], ['each in a stack of its own']])('many zones, %s', (title) => {
  const isOne = title === 'in one stack';
  const makeApp = (count: number): App => {
    const app = newApp();
    const one = isOne ? withProvider(app, 'stack') : undefined;
    addZones(app, count, (index) => one ?? withProvider(app, `stack-${index}`));
    return app;
  };

  test('no construct walks over the tree when it is made', () => {
    expect(visitsOf(() => makeApp(8))).toBe(0);
  });

  test('a synth visits each construct as often in a large app as in a small one', () => {
    const visitsPerZone = (count: number): number => {
      const app = makeApp(count);
      return (
        visitsOf(() => {
          app.synth();
        }) / count
      );
    };
    expect(visitsPerZone(24) / visitsPerZone(6)).toBeLessThan(1.1);
  });
});

function withProvider(app: App, id: string): TerraformStack {
  const stack = stackIn(app, id);
  new CloudflareProvider(stack, 'cloudflare');
  return stack;
}

test('a ZoneWaf that was taken out of the tree is in nobody’s way, nor is one in a part that was', () => {
  const stack = stackIn(newApp());
  wafIn(stack);
  stack.node.tryRemoveChild('waf');
  const team = new Construct(stack, 'team');
  wafIn(team);
  stack.node.tryRemoveChild('team');
  wafIn(stack, { namespace: 'shop' }, 'again');
  expect(refusalOf(() => wafIn(stack, {}, 'other')).code).toBe('zone-waf/duplicate');
});

test('a list that was taken out of the tree is in nobody’s way', () => {
  const stack = stackIn(newApp());
  const list = (id: string) =>
    new IpList(stack, id, {
      accountId: ZONE_ID,
      name: 'office',
      description: 'Offices',
      items: [{ ip: '203.0.112.0/24' }],
    });
  list('a');
  stack.node.tryRemoveChild('a');
  list('b');
  expect(refusalOf(() => list('c')).code).toBe('list/duplicate');
});

describe('what is added after a synth is found by the next one', () => {
  const foreign = (scope: Construct) =>
    new Ruleset(scope, 'theirs', {
      zoneId: ZONE_ID,
      kind: 'zone',
      phase: 'http_request_firewall_custom',
      name: 'default',
    });

  test.each([
    ['in the same stack', 'one'],
    ['in another stack', 'two'],
  ])('%s', (_title, place) => {
    const app = newApp();
    const stacks = { one: withProvider(app, 'one'), two: withProvider(app, 'two') };
    wafIn(stacks.one, { zone: Zone.fromId(ZONE_ID) });
    app.synth();
    // Not a child of the stack.
    foreign(new Construct(place === 'one' ? stacks.one : stacks.two, 'part'));
    expect(() => {
      app.synth();
    }).toThrow('[entry-point/twice]');
  });

  test('in a stack that is validated for the first time', () => {
    const app = newApp();
    const [one, two] = [withProvider(app, 'one'), withProvider(app, 'two')];
    wafIn(one, { zone: Zone.fromName('example.org') });
    wafIn(two, { zone: Zone.fromId(ZONE_ID), namespace: 'shop' });
    one.runAllValidations();
    foreign(new Construct(two, 'part'));
    expect(() => {
      two.runAllValidations();
    }).toThrow('[entry-point/twice]');
  });
});

test('a provider that is wrong is told once, however many zones the stack has', () => {
  const app = newApp();
  const stack = stackIn(app);
  new CloudflareProvider(stack, 'cloudflare', { baseUrl: 'https://api.example' });
  for (const name of ['a.example', 'b.example', 'c.example'])
    wafIn(stack, { zone: Zone.fromName(name) }, `waf-${name}`);
  stack.node.tryRemoveChild('waf-a.example');
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = String(error);
  }
  expect(message.match(/\[provider\/in-code\]/g)).toHaveLength(1);
});
