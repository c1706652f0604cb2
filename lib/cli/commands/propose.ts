import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader, graphqlClient, securityEvents } from '../../api-client';
import { readCatalogue, scoreFactsOf } from '../../deployed-rules';
import { InputError, safeJson, show } from '../../errors';
import {
  collector,
  eventsOfRows,
  type Evidence,
  fileInput,
  isRay,
  normalRay,
  readEvidence,
  standardInput,
} from '../../evidence';
import { ManagedRuleset } from '../../managed-rules';
import {
  type Proposals,
  proposalsCode,
  proposalsTestCode,
  propose,
  type ScoreFacts,
  writeProposals,
} from '../../proposal';
import { type CsvFlags, csvOptions, readCsvOptions } from '../options/csv-options';
import { daysOption } from '../options/days-option';
import { examples } from '../examples';
import { readLiveZone, zoneIdOf } from '../zones/live-zone';
import { moduleName, packageName } from '../files/module-name';
import { repeated } from '../options/request-option';
import { requireNewFiles, writeNewFile } from '../files/new-files';
import { proposalsJson } from '../report/proposal-json';
import { proposalsText } from '../report/proposal-text';
import { withLiveAdvice } from '../zones/live-advice';

/** `waf propose [file...]` */
export function proposeCommand(): Command {
  const command = new Command('propose')
    .description('Propose the narrowest exceptions for requests that managed rules blocked or challenged')
    .argument(
      '[file...]',
      'Security Events: a GraphQL response, an export, or Logpush logs; `-` is standard input',
    )
    .option('--live <zone>', 'fetch the Security Events of this zone, by name or id');
  return csvOptions(command)
    .addOption(daysOption('with --live, how many days of Security Events to fetch', 1))
    .option(
      '--ray <id>',
      'let only this request through, even if it looks like an attack; may be repeated',
      (id, others?: readonly string[]) => repeated(ray(id), others),
    )
    .option('--owner <name>', 'owner of the exceptions')
    .option('--ticket <text>', 'ticket in which they were decided')
    .option('--out <file>', 'write the exceptions into this new TypeScript file')
    .option('--test <file>', 'with --out, write Jest tests of them into this new file')
    .addOption(
      new Option('--format <format>', 'output format; typescript prints the exceptions alone')
        .choices(['text', 'json', 'typescript'])
        .default('text'),
    )
    .addHelpText(
      'after',
      examples('waf propose events.json', 'waf propose --live example.com --days 3 --out stacks/proposed.ts'),
    )
    .addHelpText(
      'after',
      '\n--live requires CLOUDFLARE_API_TOKEN with Analytics Read, Zone WAF Read and Zone Read. Nothing is written to the zone.\nExit code: 0 answered, even if nothing is proposed; 2 an error.',
    )
    .action(async (files: readonly string[], flags: ProposeFlags) => {
      requireNewFiles(flags.out, flags.test);
      const { evidence, score } = await withLiveAdvice('propose', files, () => sourcesOf(files, flags));
      for (const { place, why } of evidence.skipped.first) {
        console.error(
          `  note: ${show(place.source)}${place.line === undefined ? '' : ` line ${place.line}`} is left out: ${show(why)}`,
        );
      }
      const proposals = propose(evidence, {
        ...(flags.ray !== undefined && { rays: flags.ray }),
        ...(score !== undefined && { score }),
      });
      requireRays(proposals, flags.ray ?? []);
      process.stdout.write(await answer(proposals, evidence, flags));
    });
}

interface ProposeFlags extends CsvFlags {
  readonly live?: string;
  readonly days: number;
  readonly ray?: readonly string[];
  readonly owner?: string;
  readonly ticket?: string;
  readonly out?: string;
  readonly test?: string;
  readonly format: 'text' | 'json' | 'typescript';
}

async function answer(
  proposals: Proposals,
  evidence: Evidence,
  { out, test, owner, ticket, format }: ProposeFlags,
): Promise<string> {
  const { written, unwritable } = writeProposals(proposals.proposals, Date.now());
  const code = proposalsCode(written, { owner, ticket }, packageName(out ?? 'stacks/proposed.ts'));
  if (out !== undefined) {
    await writeNewFile(out, code);
    if (test !== undefined) {
      const modules = { exceptions: moduleName(test, out), package: packageName(test) };
      await writeNewFile(test, proposalsTestCode(written, modules));
    }
  }
  if (format === 'json') return `${safeJson(proposalsJson({ ...proposals, written, unwritable }))}\n`;
  if (format === 'typescript') return code;
  const text = proposalsText({ ...proposals, written, unwritable }, evidence);
  const files = [out, test].filter((file) => file !== undefined).map(show);
  if (files.length > 0) {
    const next =
      written.length === 0 ? '' : 'next: call proposedExceptions(waf) in the stack, with its ZoneWaf\n';
    return `${text}\n\nwrote ${files.join(' and ')}\n${next}`;
  }
  return written.length === 0 ? `${text}\n` : `${text}\n\n${code}`;
}

async function sourcesOf(
  files: readonly string[],
  flags: ProposeFlags,
): Promise<{ readonly evidence: Evidence; readonly score: ScoreFacts | undefined }> {
  const { live, days: count } = flags;
  if ((live === undefined) === (files.length === 0)) {
    throw new InputError('propose/source', {
      message:
        live === undefined
          ? 'no zone and no file to read Security Events from'
          : '`--live` and files exclude each other',
      help: 'name files, or a zone as in `waf propose --live example.com`',
    });
  }
  if (live === undefined) {
    const inputs = files.map((file) => (file === '-' ? standardInput() : fileInput(file)));
    return { evidence: await readEvidence(inputs, readCsvOptions(flags)), score: undefined };
  }
  const access = apiAccess(process.env);
  const reader = cloudflareReader(access);
  const zoneId = await zoneIdOf(live, reader);
  const client = graphqlClient(access);
  const to = await client.time();
  const { rows, isCut } = await securityEvents(client, {
    zoneId,
    from: to - count * DAY_MS,
    to,
  });
  if (isCut) console.error('  note: Cloudflare has more Security Events than it returned; fetch fewer days');
  const { zone } = await readLiveZone(zoneId, reader);
  const owasp = await reader.ruleset(zoneId, ManagedRuleset.OWASP_CORE.id);
  const { visitor, evidence } = collector();
  for (const event of eventsOfRows(rows)) visitor.event(event);
  return {
    evidence: evidence(),
    score: owasp === undefined ? undefined : scoreFactsOf(readCatalogue(owasp), zone.managed),
  };
}

const DAY_MS = 86_400_000;

function ray(text: string): string {
  const id = normalRay(text);
  if (id !== undefined && isRay(id)) return id;
  throw new InputError('propose/ray', {
    message: `\`--ray\` must be a ray id, got: ${show(text)}`,
    help: 'copy it from the `cf-ray` header, the block page or the Security Event',
  });
}

/** A misspelt ray must not look like a request that nothing can be done for. */
function requireRays({ proposals, notProposed }: Proposals, rays: readonly string[]): void {
  const known = [
    ...proposals.flatMap(({ wanted }) => wanted),
    ...notProposed.flatMap(({ requests }) => requests),
  ];
  const missing = rays.find((id) => !known.some((one) => one.ray === id));
  if (missing === undefined) return;
  throw new InputError('propose/ray', {
    message: `the evidence has no request with the ray ${show(missing)} that a managed rule ended`,
    help: '`waf diagnose` shows who answered it; an exception only helps against managed rules',
  });
}
