import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { perSecondOfFew, round } from './per-second';
import { MATCHING_URL, type Sample, SAMPLES } from './samples';

/** What is used of npm `firewalker`: it is no dependency, so its types are not there. */
interface Firewalker {
  readonly Firewall: new () => {
    createRule: (expression: string) => { match: (request: object) => boolean };
  };
  readonly Request: new (
    url: string,
    init: { method: string; cf: Readonly<Record<string, string>> },
  ) => object;
}

/** How often a second firewalker parses a sample and evaluates it, or a word why that is not known. */
type Rates = readonly [parse: string, match: string];

/** The folder in which it was installed. */
const FOLDER = process.env['FIREWALKER'];

/** In a process of its own for each sample: every match makes the next one slower. */
export function measureFirewalker({ title }: Sample): Rates {
  if (FOLDER === undefined) return ['not installed', 'not installed'];
  const output = execFileSync(process.execPath, ['-r', 'ts-node/register', __filename, title], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as Rates;
}

function measure(folder: string, { expression, forFirewalker = expression, ip }: Sample): Rates {
  const load = createRequire(join(resolve(folder), 'package.json'));
  const { Firewall, Request } = load('firewalker') as Firewalker;
  const firewall = new Firewall();
  const request = new Request(MATCHING_URL, { method: 'POST', cf: { 'ip.src': ip } });
  const parse = () => firewall.createRule(forFirewalker);
  let rule;
  try {
    rule = parse();
  } catch {
    return ['refused', 'refused'];
  }
  const parsed = rule;
  const parses = perSecondOfFew(parse);
  const matches = perSecondOfFew(() => {
    if (!parsed.match(request)) throw new Error(`firewalker does not match ${forFirewalker}`);
  });
  return [round(parses), round(matches)];
}

const asked = require.main === module ? SAMPLES.find(({ title }) => title === process.argv[2]) : undefined;
if (asked !== undefined && FOLDER !== undefined) console.log(JSON.stringify(measure(FOLDER, asked)));
