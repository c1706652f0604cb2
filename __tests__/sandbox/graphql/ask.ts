import { TOKEN, type TestEdge, ZONE } from '../edge/edge';

/** What GraphQL answers. */
export interface Answer {
  readonly data: {
    readonly viewer: {
      readonly zones: readonly Readonly<Record<string, unknown>>[];
      readonly accounts: readonly Readonly<Record<string, unknown>>[];
    };
  } | null;
  readonly errors:
    | readonly {
        readonly message: string;
        readonly path: readonly string[] | null;
        readonly extensions: { readonly code?: string; readonly timestamp: string };
      }[]
    | null;
}

/** Asks the API of an edge, and expects this status. */
export async function ask(
  edge: TestEdge,
  query: string,
  variables: object = {},
  status = 200,
): Promise<Answer> {
  const response = await fetch(`${edge.api.baseUrl}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as Answer;
  expect({ status: response.status, errors: answer.errors }).toEqual({
    status,
    errors: status === 200 ? null : (expect.anything() as object),
  });
  return answer;
}

/** A filter for the last hour, with more in it. */
export function lastHour(edge: TestEdge, more = ''): string {
  return `{ datetime_geq: "${hoursAgo(edge, 1)}" ${more} }`;
}

export function hoursAgo(edge: TestEdge, hours: number): string {
  return new Date(edge.api.now() - hours * 3_600_000).toISOString();
}

/** The rows or groups of a dataset of the zone. */
export async function rows(
  edge: TestEdge,
  dataset: string,
  given: string,
  fields: string,
): Promise<readonly object[]> {
  const { data } = await ask(edge, ofZone(`rows: ${dataset}(${given}) { ${fields} }`));
  return data?.viewer.zones[0]?.['rows'] as readonly object[];
}

/** A query about the zone. */
export function ofZone(fields: string): string {
  return `{ viewer { zones(filter: { zoneTag: "${ZONE}" }) { ${fields} } } }`;
}

/** `PUT` of something below `/_sandbox/`. */
export async function control(
  edge: TestEdge,
  name: string,
  body: unknown,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${new URL(edge.api.baseUrl).origin}/_sandbox/${name}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}
