import { endpointOf } from './attack-signs';
import type { BlockedRequest } from './blocked-request';
import { groupedBy } from './grouped';
import { weightOf } from './weight';

/** Blocked requests, looked up by where they went: each of many exceptions is compared with those that it concerns. */
export class BlockedIndex {
  readonly weight: number;
  private readonly places: ReadonlyMap<BlockedRequest, number>;
  private readonly byEndpoint: ReadonlyMap<string, readonly BlockedRequest[]>;
  private readonly byPath: ReadonlyMap<string, readonly BlockedRequest[]>;
  /** What follows from each slash of a path on, in order, with the path. */
  private readonly tails: readonly (readonly [tail: string, path: string])[];
  private readonly known = new Map<string, readonly [requests: readonly BlockedRequest[], weight: number]>();

  constructor(readonly all: readonly BlockedRequest[]) {
    this.weight = weightOf(all);
    this.places = new Map(all.map((one, place) => [one, place]));
    this.byEndpoint = groupedBy(all, endpointOf);
    this.byPath = groupedBy(
      all.filter(({ request }) => request.path !== undefined),
      ({ request }) => request.path ?? '',
    );
    this.tails = [...this.byPath.keys()]
      .flatMap((path) =>
        [...path.matchAll(/\//g)].map(({ index }): readonly [string, string] => [path.slice(index), path]),
      )
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** Those of a host, method and one of the paths. */
  of(host: string, method: string, paths: readonly string[]): readonly BlockedRequest[] {
    return this.inOrder(
      paths.flatMap((path) => this.byEndpoint.get(JSON.stringify([host, method, path])) ?? []),
    );
  }

  /** Those with one of the paths in their path, and how many requests they stand for. */
  containing(paths: readonly string[]): readonly [requests: readonly BlockedRequest[], weight: number] {
    // Many hosts have the same paths.
    const key = JSON.stringify(paths);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = new Set(paths.flatMap((path) => this.pathsWith(path)));
    const requests = this.inOrder([...found].flatMap((path) => this.byPath.get(path) ?? []));
    const answer = [requests, weightOf(requests)] as const;
    this.known.set(key, answer);
    return answer;
  }

  private pathsWith(part: string): readonly string[] {
    if (!part.startsWith('/')) return [...this.byPath.keys()].filter((path) => path.includes(part));
    let [low, high] = [0, this.tails.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.tails[middle]?.[0] ?? '') < part) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let [tail, path] = this.tails[low] ?? []; tail?.startsWith(part) === true && path !== undefined;) {
      found.push(path);
      [tail, path] = this.tails[++low] ?? [];
    }
    return found;
  }

  private inOrder(requests: readonly BlockedRequest[]): readonly BlockedRequest[] {
    return requests.toSorted((a, b) => (this.places.get(a) ?? 0) - (this.places.get(b) ?? 0));
  }
}
