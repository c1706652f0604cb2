import { type CloudflareReader, isLiveList, isLiveObject, type LiveObject } from '../api-client';
import { canonical, carriedRule, isLeftOut, isOwn, otherRules, refOf } from '../preflight';
import { text } from '../review/text';
import type { Check } from './check';
import type { LiveZone } from './live-rules';

/** So many versions back the last write of the stack is sought: whoever writes after it leaves its own rules alone. */
const MAX_VERSIONS = 10;

/**
 * Whether the last write of the stack kept the rules of others as the version before it held them. Cloudflare takes a whole
 * list and knows no condition, so that a change by someone else in the last moment before a write is lost with it. Nothing is
 * said where Cloudflare does not show earlier versions, or where what was lost has been put right since.
 */
export async function lastWriteChecks(zone: LiveZone, reader: CloudflareReader): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { phase, live } of zone.entryPoints) {
    const last = Number(live?.ruleset['version']);
    if (live === undefined || !Number.isInteger(last) || isLeftOut(zone.declaration, phase)) continue;
    let newer = live.rules;
    for (let version = last - 1; version > 0 && version >= last - MAX_VERSIONS; version--) {
      const copy = await reader.rulesetVersion(zone.zoneId, live.id, String(version));
      if (copy === undefined) break;
      const { rules = [] } = copy;
      const older = isLiveList(rules) ? rules.filter(isLiveObject) : [];
      if (!sameRules(ownOf(zone, older), ownOf(zone, newer))) {
        checks.push(...lostIn(zone, { phase, version, older, newer, now: live.rules }));
        break;
      }
      newer = older;
    }
  }
  return checks;
}

interface Write {
  readonly phase: LiveZone['entryPoints'][number]['phase'];
  /** The one before the write. */
  readonly version: number;
  readonly older: readonly LiveObject[];
  readonly newer: readonly LiveObject[];
  readonly now: readonly LiveObject[];
}

function lostIn(zone: LiveZone, { phase, version, older, newer, now }: Write): readonly Check[] {
  const kept = (rules: readonly LiveObject[]) => otherRules(zone.declaration, phase, rules).kept;
  const missing = (from: readonly LiveObject[], to: readonly LiveObject[]) =>
    from.filter((rule) => !to.some((one) => refOf(one) === refOf(rule) && same(one, rule)));
  // What was put right since is no loss any more, and a rule that someone has removed since revives nothing.
  const lost = missing(missing(kept(older), kept(newer)), now);
  const revived = missing(kept(newer), kept(older)).filter((rule) => missing([rule], now).length === 0);
  const check = (rule: LiveObject, what: string): Check => ({
    about: 'live-rules',
    // The code may have removed or replaced it then, and no longer says so.
    outcome: 'cannot-tell',
    zone: zone.name,
    ref: refOf(rule),
    sentence: text`LOST UPDATE, unless this was intended: version ${String(version + 1)} of ${phase}, which this stack wrote, ${[what]} ${refOf(rule)} of others against version ${String(version)}.`,
    help: text`compare both versions; if this was not intended, correct it and plan again`,
  });
  const changed = lost.map(refOf);
  return [
    ...lost.map((rule) => check(rule, 'takes back')),
    ...revived.filter((rule) => !changed.includes(refOf(rule))).map((rule) => check(rule, 'revives')),
  ];
}

function ownOf({ declaration }: LiveZone, rules: readonly LiveObject[]): readonly LiveObject[] {
  return rules.filter((rule) => isOwn(declaration, rule));
}

function sameRules(one: readonly LiveObject[], other: readonly LiveObject[]): boolean {
  return (
    one.length === other.length &&
    one.every((rule) => other.some((found) => refOf(found) === refOf(rule) && same(found, rule)))
  );
}

/** As far as Terraform carries a rule: ids and versions of rules change with each write. */
function same(one: LiveObject, other: LiveObject): boolean {
  return canonical(carriedRule(one)) === canonical(carriedRule(other));
}
