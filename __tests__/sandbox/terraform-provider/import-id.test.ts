import type { ApiClient } from '../../../lib/sandbox/terraform-provider/api/api-client';
import { DiagnosticError } from '../../../lib/sandbox/terraform-provider/grpc/diagnostics';
import { resources } from '../../../lib/sandbox/terraform-provider/resources';

const NO_API = {} as unknown as ApiClient;

async function problems(type: string, id: string): Promise<string[]> {
  try {
    await resources.get(type)?.import(NO_API, id);
  } catch (error) {
    if (error instanceof DiagnosticError) {
      return error.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`);
    }
    throw error;
  }
  return [];
}

const NO_SCOPE =
  'invalid discriminator segment - <{accounts|zones}/{account_id|zone_id}>: expected discriminator to be one of {accounts|zones}';

test.each<[string, string, string[]]>([
  [
    'cloudflare_ruleset',
    'abc',
    [
      'invalid ID: expected urlencoded segments "<{accounts|zones}/{account_id|zone_id}>/<ruleset_id>", got "abc"',
      NO_SCOPE,
    ],
  ],
  ['cloudflare_ruleset', 'zone/a/b', [NO_SCOPE]],
  [
    'cloudflare_ruleset',
    'zones/%zz/%4',
    [
      'invalid urlencoded segment: for "{account_id|zone_id}>" : invalid URL escape "%zz" -> "%zz"',
      'invalid urlencoded segment: for "<ruleset_id>" : invalid URL escape "%4" -> "%4"',
    ],
  ],
  [
    'cloudflare_ruleset',
    'zones//b',
    ['failed to make http request: either account ID or zone ID must be provided'],
  ],
  [
    'cloudflare_list',
    'a"b',
    [String.raw`invalid ID: expected urlencoded segments "<account_id>/<list_id>", got "a\"b"`],
  ],
])('%s by the id %s', async (type, id, expected) => {
  expect(await problems(type, id)).toEqual(expected);
});
