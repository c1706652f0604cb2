import { apiAccess, cloudflareReader, graphqlClient, securityEvents } from '../../api-client';
import { ID_PATTERN } from '../../cloudflare';
import type { Target } from '../../diagnosis';
import { InputError, show } from '../../errors';
import { collector, type Evidence, eventsOfRows } from '../../evidence';

/** Longer than any plan's look-back; Cloudflare says how far it goes. */
const LOOK_BACK = 92 * 24 * 3600 * 1000;
const DAY = 24 * 3600 * 1000;

/** Security Events of a zone, and since when they were asked for. */
export interface LiveEvents {
  readonly evidence: Evidence;
  readonly since: number;
  /** What is to be said of the answer, such as that there are more. */
  readonly notes: readonly string[];
}

/**
 * Asks Cloudflare for the events of rays, in the whole look-back of the zone, and of URLs, in the last day.
 *
 * @param zone name or id; `undefined` finds it by the host of the URLs
 * @throws InputError `cloudflare/...`, `diagnose/zone`
 */
export async function readLiveEvents(
  zone: string | undefined,
  rays: readonly string[],
  targets: readonly Target[],
): Promise<LiveEvents> {
  const access = apiAccess(process.env);
  const reader = cloudflareReader(access);
  const names = zone === undefined ? targets.flatMap(({ host = '' }) => zoneNames(host)) : [zone];
  const zoneId = await findZone(names, (name) => reader.zoneIds(name, undefined));
  const client = graphqlClient(access);
  const to = await client.time();
  const { visitor, evidence } = collector();
  const notes: string[] = [];
  let since = to;
  const asked = [
    ...rays.map((ray) => ({ ray, from: to - LOOK_BACK })),
    ...targets.map(({ host, path }) => ({
      ...(host !== undefined && { host }),
      ...(path !== undefined && { path }),
      from: to - DAY,
    })),
  ];
  for (const query of asked) {
    const answer = await securityEvents(client, { zoneId, to, ...query });
    for (const event of eventsOfRows(answer.rows)) visitor.event(event);
    since = Math.min(since, answer.from);
    if (answer.isCut) notes.push('Cloudflare has more events than it gives: some are missing here');
  }
  return { evidence: evidence(), since, notes };
}

/** `a.b.example.com` may be of the zone `a.b.example.com`, `b.example.com` or `example.com`. */
function zoneNames(host: string): readonly string[] {
  const labels = host.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

async function findZone(
  names: readonly string[],
  ask: (name: string) => Promise<readonly string[]>,
): Promise<string> {
  for (const name of names) {
    if (ID_PATTERN.test(name)) return name;
    const [id, another] = await ask(name);
    if (id !== undefined && another === undefined) return id;
  }
  throw new InputError('diagnose/zone', {
    message:
      names.length === 0
        ? 'the zone of a ray id is not known'
        : `no zone, or more than one, has the name ${names.map(show).join(' or ')}`,
    help: 'name it, as in `--live example.com`, or give its id; the token needs Zone Read and Analytics Read for it',
  });
}
