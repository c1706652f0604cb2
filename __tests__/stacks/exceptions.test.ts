import { BlockList, isIPv4 } from 'node:net';
import { Testing } from 'cdktf';
import { WafException } from '../../lib';
import { check, parse } from '../../lib/rules-language';
import '../../lib/testing';
import { nearMisses, type SampleRequest } from '../../lib/testing';
import { declareStacks } from '../../main';

// The tests of whatever is declared in stacks/: each exception skips what it says for its own request, and each neighbour
// of that request is still inspected. Add what only your application has below.

const app = Testing.app();
declareStacks(app);
const EXCEPTIONS = app.node
  .findAll()
  .filter((construct): construct is WafException => construct instanceof WafException);

/** What an IP list of the account holds in these tests. */
const LISTED = ['203.0.113.0/24'];

/** The request that an exception is for, from the first of its callers, in its last second. */
function requestOf({ exception }: WafException): SampleRequest {
  const { path, props, expiry } = exception;
  const { host, method } = props.request;
  const [ip = '203.0.113.7'] = networksOf(exception).map((network) => network.replace(/\/.*$/, ''));
  const { callers } = exception;
  return {
    method,
    url: `https://${host}${path.text.startsWith('/') ? '' : '/'}${path.text}`,
    ip,
    time: expiry === undefined ? new Date() : new Date(`${expiry.lastDay}T23:59:59Z`),
    ...(callers !== undefined && 'listName' in callers ? { lists: { [callers.listName]: LISTED } } : {}),
  };
}

/** The only callers, as addresses and CIDRs; none for an exception that is for every caller. */
function networksOf({ callers }: WafException['exception']): readonly string[] {
  if (callers === undefined) return [];
  return 'listName' in callers ? LISTED : callers.map(({ text }) => text);
}

/** Neighbours that the exception means as well: those inside of a path that is wider than one. */
function isMeant({ exception: { path } }: WafException, { title, differsIn }: Neighbour): boolean {
  if (differsIn !== 'path') return false;
  return path.form === 'contains' || (path.form === 'under' && title === 'child path');
}

type Neighbour = ReturnType<typeof nearMisses>[number];

/** Whether the callers of the exception hold an address. One that is mapped into IPv6 is no IPv4 address at the edge. */
function allows(exception: WafException['exception'], ip: string): boolean {
  if (exception.callers === undefined) return true;
  if (ip.startsWith('::ffff:')) return false;
  const allowed = new BlockList();
  for (const network of networksOf(exception)) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    allowed.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return allowed.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6');
}

test('the stacks of main.ts are there', () => {
  expect(app.node.children.length).toBeGreaterThan(0);
});

// A suite without tests would fail, and a stack may have no exception.
for (const construct of EXCEPTIONS) {
  const { exception } = construct;
  const request = requestOf(construct);
  const skips = { all: construct.exception.rule.action_parameters.phases !== undefined };
  const neighbours = nearMisses(request);

  describe(construct.node.path, () => {
    test('is what Cloudflare takes on every plan', () => {
      const { expression } = parse(exception.rule.expression);
      expect(check(expression, { phase: exception.phase, plan: 'free' })).toEqual([]);
    });

    if (!exception.rule.enabled) {
      test('is switched off: its request is inspected', () => {
        expect(construct).toInspect(request);
      });
      return;
    }

    test('skips managed rules for its request, with a query too', () => {
      expect(construct).toSkipManagedRules(request, skips);
      expect(construct).toSkipManagedRules({ ...request, url: `${request.url}?page=2` }, skips);
    });

    test.each(
      neighbours
        .filter((neighbour) => neighbour.differsIn !== 'caller' && !isMeant(construct, neighbour))
        .map((neighbour) => [neighbour.title, neighbour.request] as const),
    )('inspects: %s', (_title, neighbour) => {
      expect(construct).toInspect(neighbour);
    });

    test('lets its callers use it, and no other', () => {
      for (const network of networksOf(exception)) {
        const [ip = ''] = network.split('/');
        expect(construct).toSkipManagedRules({ ...request, ip }, skips);
      }
      const others = neighbours.filter(({ differsIn }) => differsIn === 'caller');
      expect(others.length).toBeGreaterThan(3);
      for (const { request: other } of others) {
        if (allows(exception, other.ip ?? '')) expect(construct).toSkipManagedRules(other, skips);
        else expect(construct).toInspect(other);
      }
    });

    test('ends', () => {
      if (exception.expiry === undefined) return;
      const time = new Date((request.time?.getTime() ?? 0) + 1000);
      expect(construct).toInspect({ ...request, time });
    });
  });
}
