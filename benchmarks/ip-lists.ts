import { List } from '@cdktf/provider-cloudflare/lib/list';
import type { TerraformStack } from 'cdktf';
import Table from 'cli-table3';
import { ACCOUNT_ID, SandboxZone } from '../__tests__/integration/support/sandbox-zone';
import { EMPTY_ZONE } from '../__tests__/integration/support/seeds';
import { IpList } from '../lib';
import { costOf as costOfCommand } from './terraform-cost';

/*
 * What does a long IP list cost? Processor time of Terraform alone, without the plug-in, for the deploy that makes the
 * list and for the empty plan after it: an `IpList` beside the bare resource, and each beside one of half its items.
 * `npm run benchmark:ip-lists -- 1000` goes up to 1,000 items (500 otherwise).
 */

const FEWEST = 125;

interface Cost {
  readonly deploy: number;
  readonly plan: number;
}

const KINDS: Readonly<Record<string, (stack: TerraformStack, items: readonly { ip: string }[]) => void>> = {
  bare: (stack, items) => {
    new List(stack, 'list', {
      accountId: ACCOUNT_ID,
      kind: 'ip',
      name: 'bare',
      description: 'd',
      items: [...items],
    });
  },
  IpList: (stack, items) => {
    new IpList(stack, 'list', { accountId: ACCOUNT_ID, description: 'd', items });
  },
};

async function costOf(kind: string, count: number): Promise<Cost> {
  const zone = await SandboxZone.start(EMPTY_ZONE);
  try {
    const items = Array.from({ length: count }, (_, n) => ({ ip: `198.41.${n >> 8}.${n & 255}` }));
    const stack = zone.stack(kind, (scope) => KINDS[kind]?.(scope, items));
    await stack.init();
    const seconds = async (words: string) =>
      (await costOfCommand(`terraform ${words}`, stack.folder, zone.sandbox.environment)).processor;
    return {
      deploy: await seconds('apply -input=false -auto-approve -no-color'),
      plan: await seconds('plan -input=false -detailed-exitcode -no-color'),
    };
  } finally {
    await zone.close();
  }
}

const ratio = (value: number, to: number | undefined) =>
  to === undefined ? '' : `${(value / to).toFixed(2)}x`;

async function main(): Promise<void> {
  const most = Number(process.argv[2] ?? 500);
  const head = ['items', 'IpList : bare, deploy', 'plan', 'IpList : half the items, deploy', 'plan'];
  const table = new Table({ head, style: { head: [], border: [] } });
  let half: Cost | undefined;
  for (let count = FEWEST; count <= most; count *= 2) {
    const [bare, ours] = [await costOf('bare', count), await costOf('IpList', count)];
    table.push([
      count,
      ratio(ours.deploy, bare.deploy),
      ratio(ours.plan, bare.plan),
      ratio(ours.deploy, half?.deploy),
      ratio(ours.plan, half?.plan),
    ]);
    half = ours;
  }
  console.log(table.toString());
}

void main();
