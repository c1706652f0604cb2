import { BlockList, isIPv4 } from 'node:net';
import { Testing } from 'cdktf';
import { WafException } from '../../lib';
import { check, parse } from '../../lib/rules-language';
import '../../lib/testing';
import { exampleRequests, nearMisses, type SampleRequest } from '../../lib/testing';
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

/** The only callers, as addresses and CIDRs; none for an exception that is for every caller. */
function networksOf({ request: { callers } }: WafException['exception']): readonly string[] {
  if (callers === undefined) return [];
  return 'listName' in callers ? LISTED : callers.map(({ text }) => text);
}

/** Neighbours that the exception means as well: another one of its hosts, methods or paths. */
function isMeant({ exception }: WafException, { differsIn, request }: Neighbour): boolean {
  const { hosts, methods, paths, isEncrypted } = exception.request;
  const [, scheme, host = '', path = ''] = /^(https?):\/\/([^/]*)([^?]*)/.exec(request.url) ?? [];
  if (differsIn === 'scheme') return !isEncrypted;
  return (
    hosts.some(({ name }) => name === host) &&
    (scheme === 'https' || !isEncrypted) &&
    methods.includes(request.method) &&
    paths.some((one) => holds(one, path))
  );
}

type Neighbour = ReturnType<typeof nearMisses>[number];

/** Whether a path as clients send it is one of those that are meant. */
function holds({ form, text }: WafException['exception']['request']['paths'][number], path: string): boolean {
  if (form === 'exact') return path === text;
  if (form === 'contains') return path.includes(text);
  if (/\.\.|;|\\|\/\/|%(?:2e|2f|3b|5c|25)/i.test(path)) return false;
  if (form === 'under') return path.startsWith(text);
  const segments = text
    .split('/')
    .map((one) => (one === '*' ? '[^/]+' : one === '**' ? '.*' : one.replace(/[$()*+.?^|]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`).test(path);
}

/** Whether the callers of the exception hold an address. One that is mapped into IPv6 is no IPv4 address at the edge. */
function allows(exception: WafException['exception'], ip: string): boolean {
  if (exception.request.callers === undefined) return true;
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
  const skips = { all: exception.rule.action_parameters.phases !== undefined };
  const { callers, expiry } = exception.request;
  const lists = callers !== undefined && 'listName' in callers ? { [callers.listName]: LISTED } : {};
  const [ip = '203.0.113.7'] = networksOf(exception).map((network) => network.replace(/\/.*$/, ''));

  describe(construct.node.path, () => {
    test('is what Cloudflare takes', () => {
      const { expression } = parse(exception.rule.expression);
      expect(check(expression, { phase: exception.phase })).toEqual([]);
    });

    describe.each(exampleRequests(construct).map((one) => [`${one.method} ${one.url}`, one] as const))(
      '%s',
      (_title, example) => {
        const request: SampleRequest = {
          ...example,
          ip: (callers === undefined ? example.ip : undefined) ?? ip,
          lists: { ...example.lists, ...lists },
        };
        const neighbours = nearMisses(request);

        if (!exception.rule.enabled) {
          test('is inspected: the exception is switched off', () => {
            expect(construct).toInspect(request);
          });
          return;
        }

        test('skips managed rules', () => {
          expect(construct).toSkipManagedRules(request, skips);
        });

        test.each(
          neighbours
            .filter((neighbour) => neighbour.differsIn !== 'caller' && !isMeant(construct, neighbour))
            .map((neighbour) => [neighbour.title, neighbour.request] as const),
        )('inspects its neighbour: %s', (_what, neighbour) => {
          expect(construct).toInspect(neighbour);
        });

        test('lets its callers use it, and no other', () => {
          for (const network of networksOf(exception)) {
            const [caller = ''] = network.split('/');
            expect(construct).toSkipManagedRules({ ...request, ip: caller }, skips);
          }
          const others = neighbours.filter(({ differsIn }) => differsIn === 'caller');
          expect(others.length).toBeGreaterThan(3);
          for (const { request: other } of others) {
            if (allows(exception, other.ip ?? '')) expect(construct).toSkipManagedRules(other, skips);
            else expect(construct).toInspect(other);
          }
        });

        test('ends', () => {
          if (expiry === undefined) return;
          expect(construct).toInspect({ ...request, time: new Date(expiry.endsAtSeconds * 1000) });
        });
      },
    );
  });
}
