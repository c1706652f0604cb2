import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader } from '../../api-client';
import { InputError, safeJson, show } from '../../errors';
import { ExecutionContext } from '../../rules-language';
import {
  type Check,
  outcomeOf,
  verificationJson,
  verificationMarkdown,
  verificationText,
  verify,
} from '../../verify';
import { readJsonRequest } from '../evaluate/read-request';
import { examples } from '../examples';
import { EXIT_FOUND, EXIT_USAGE } from '../exit-codes';
import { readJsonFile } from '../input/json-file';
import { readLiveZone } from '../zones/live-zone';
import { readStack } from '../input/read-stack';
import {
  readRequest,
  type RequestFlags,
  type RequestInput,
  requestPartOptions,
  wholeNumber,
} from '../options/request-option';

/** What `waf verify` can print. */
const FORMATS = {
  text: (_stack: string, checks: readonly Check[]) => verificationText(checks),
  markdown: verificationMarkdown,
  json: (stack: string, checks: readonly Check[]) => `${safeJson(verificationJson(stack, checks))}\n`,
} as const;

/** `waf verify <stack>` */
export function verifyCommand(): Command {
  const command = new Command('verify')
    .description('Check after a deploy that it did what it should')
    .argument('<stack>', 'name of a synthesised stack');
  return requestPartOptions(
    command,
    "send this request for real, such as 'POST https://app.example.com/export', and its near misses",
    "this machine's address as Cloudflare sees it; in the sandbox, the address to call from",
  )
    .option('--request-file <file>', 'JSON file of requests to send for real: method, url, headers, body')
    .option('--no-near-misses', 'send no near misses')
    .option(
      '--wait <seconds>',
      'how long to wait for the Security Events of the requests that were sent',
      wholeNumber,
      DEFAULT_WAIT,
    )
    .option('--strict', 'exit with 2 if a check cannot tell')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText('after', examples('cdktf deploy dashboard-waf && waf verify dashboard-waf'))
    .addHelpText(
      'after',
      '\nRequires CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read, and Analytics Read for Security Events. Nothing is written to the zone.\nExit code: 0 nothing failed, 1 a check failed, 2 no result.',
    )
    .action(async (stack: string, flags: VerifyFlags) => {
      const { strict = false, output, format, nearMisses, wait } = flags;
      const declarations = readStack(stack, {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      });
      const requests = requestsOf(flags);
      const access = apiAccess(process.env);
      // Requests go to this machine, or to the hosts that they name.
      const [sandboxEdge] = /^http:\/\/127\.0\.0\.1:\d+$/.exec(process.env['WAF_SANDBOX_EDGE'] ?? '') ?? [];
      const checks = await verify(declarations, access, {
        requests,
        waitSeconds: requests.length === 0 ? 0 : wait,
        withNearMisses: nearMisses,
        ...(sandboxEdge !== undefined && { sandboxEdge }),
        readRules: async (zoneId) => (await readLiveZone(zoneId, cloudflareReader(access))).zone,
      });
      process.stdout.write(FORMATS[format](stack, checks));
      const outcome = outcomeOf(checks);
      if (outcome === 'failed') process.exitCode = EXIT_FOUND;
      else if (outcome === 'cannot-tell' && strict) process.exitCode = EXIT_USAGE;
    });
}

/** Events are there within a minute, most of them sooner; in seconds. */
const DEFAULT_WAIT = 30;

interface VerifyFlags extends Pick<RequestFlags, 'request' | 'header' | 'ip' | 'body'> {
  readonly requestFile?: string;
  readonly nearMisses: boolean;
  readonly wait: number;
  readonly strict?: boolean;
  readonly output?: string;
  readonly format: keyof typeof FORMATS;
}

/** The request of the options, and those of the file. */
function requestsOf(flags: VerifyFlags): readonly RequestInput[] {
  const { request, header, ip, body, requestFile } = flags;
  if (request === undefined && (header !== undefined || body !== undefined)) {
    throw new InputError('verify/request-line', {
      message: `\`${header === undefined ? '--body' : '--header'}\` needs a request, and no \`--request\` was given`,
      help: "add --request 'POST https://app.example.com/export', or name a file with --request-file",
    });
  }
  return [
    ...(request === undefined ? [] : [readRequest(flags)]),
    ...(requestFile === undefined ? [] : fileRequests(requestFile, ip)),
  ];
}

function fileRequests(file: string, ip: string | undefined): readonly RequestInput[] {
  const content = readJsonFile(file, {
    code: 'verify/request-file',
    help: 'name a JSON file with content such as [{ "method": "POST", "url": "https://app.example.com/export" }]',
  });
  const given = (Array.isArray(content) ? content : [content]) as readonly unknown[];
  return given.map((one, index) => {
    try {
      const request = { ...(ip !== undefined && { ip }), ...readJsonRequest(one) };
      ExecutionContext.fromRequest(request);
      return request;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError('verify/request-file', {
        message: `request ${index + 1} of ${show(file)} cannot be read: ${error.summary}`,
        help: error.help,
      });
    }
  });
}
