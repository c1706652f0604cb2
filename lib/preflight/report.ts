import { escapeControls, show, jsonText } from '../errors';
import { PHASES } from '../exceptions';
import { dryRunLines } from './dry-run/dry-run-text';
import type { ListReport } from './lists/list-check';
import { listLines } from './lists/list-text';
import { type LiveJson } from '../api-client';
import type { Finding } from './carried/loss';
import type { PlanProblem } from './plan-problems';
import type { EntryPointReport } from './preflight';
import { providerLines, type ProviderVersions } from './carried/provider-version';

const EFFECTS = { lost: 'would be lost', refused: 'would be refused' } as const;

/** The report for people: one line for an entry point, then what was found in it. Safe on a terminal. */
export function reportText(
  reports: readonly EntryPointReport[],
  lists: readonly ListReport[] = [],
  versions?: ProviderVersions,
): string {
  if (reports.length + lists.length === 0)
    return 'The stack lets go of its zones: no rule would be written.\n';
  const findings = reports.flatMap((report) => report.findings);
  const lines = reports.flatMap((report) => [
    summary(report),
    ...ruleLines(report.findings),
    ...leaveOutLines(report),
    ...report.problems.flatMap(problemLines),
    ...dryRunLines(report.dryRun),
  ]);
  const about = versions === undefined || reports.length === 0 ? [] : providerLines(versions);
  return [
    ...lines,
    ...lists.flatMap(listLines),
    ...about,
    ...(findings.length === 0 ? [] : ['', verdict(findings)]),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The report for machines, as plain JSON data. Its keys are described in `docs/cli/preflight.md` and stay. */
export function reportJson(
  stack: string,
  reports: readonly EntryPointReport[],
  { judgedBy, pinned }: ProviderVersions,
  lists: readonly ListReport[] = [],
): unknown {
  return {
    stack,
    provider: { judgedBy, pinned: pinned ?? null },
    carried: reports.every(({ findings }) => findings.length === 0),
    accepted: acceptance(reports),
    entryPoints: reports.map((report) => ({
      zone: report.zone,
      zoneId: report.zoneId,
      phase: report.phase,
      entryPointId: report.entryPointId ?? null,
      foreignRules: report.foreignRules,
      removedRules: report.removedRules,
      replacedRules: report.replacedRules,
      leftOut: report.isLeftOut,
      findings: report.findings.map(({ rule, effect, path, value, reason }) => ({
        rule,
        effect,
        path,
        value: plainJson(value),
        reason,
      })),
      problems: report.problems,
      dryRun: {
        ...report.dryRun,
        refusals: report.dryRun.refusals.map(
          ({ rule = null, code = null, message, pointer, help = null }) => ({
            rule,
            code,
            message,
            pointer,
            help,
          }),
        ),
      },
    })),
    lists: lists.map(({ accountId = null, listId = null, reason = null, help = null, ...list }) => ({
      ...list,
      accountId,
      listId,
      reason,
      help,
    })),
  };
}

/** Whether Cloudflare would take every list that would be written; `null` = not every one was asked about. */
function acceptance(reports: readonly EntryPointReport[]): boolean | null {
  const outcomes = reports.map(({ dryRun }) => dryRun.outcome);
  if (outcomes.includes('refused')) return false;
  return outcomes.every((outcome) => outcome === 'accepted' || outcome === 'unchanged') ? true : null;
}

function summary({
  zone,
  phase,
  entryPointId,
  foreignRules,
  removedRules,
  replacedRules,
  isLeftOut,
  findings,
}: EntryPointReport): string {
  const place = `${phase} of ${escapeControls(zone)}`;
  if (isLeftOut) return `${place}: left out by \`phases\` of the ZoneWaf`;
  const removed =
    removedRules === 0 ? '' : `; ${counted(removedRules, 'foreign rule')} removed, as the ZoneWaf says`;
  const replaced =
    replacedRules === 0 ? '' : `; ${counted(replacedRules, 'foreign rule')} replaced, as \`replaces\` says`;
  const verdictText =
    findings.length === 0 ? carriedText(entryPointId, foreignRules) : foundText(foreignRules, findings);
  return `${place}: ${verdictText}${removed}${replaced}`;
}

function carriedText(entryPointId: string | undefined, foreignRules: number): string {
  if (entryPointId === undefined) return 'no entry point, nothing to carry';
  if (foreignRules === 0) return 'no foreign rules';
  return `${counted(foreignRules, 'foreign rule')}, ${foreignRules === 1 ? '' : 'all '}carried unchanged`;
}

function foundText(foreignRules: number, findings: readonly Finding[]): string {
  return `${counted(foreignRules, 'foreign rule')}, ${counted(findings.length, 'finding')}`;
}

function ruleLines(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => [
    `  rule ${show(rule.ref)}${rule.description === '' ? '' : `: ${show(rule.description)}`}`,
    ...findings.filter((finding) => finding.rule === rule).flatMap(findingLines),
  ]);
}

/** Where the stack needs nothing of the entry point, its rules need not stand in the way. */
function leaveOutLines({ phase, findings, canBeLeftOut }: EntryPointReport): readonly string[] {
  if (!canBeLeftOut || findings.every(({ effect }) => effect !== 'refused')) return [];
  const others = Object.keys(PHASES).filter((other) => other !== phase);
  return [
    `    help: the stack has no exception in this phase: phases: ['${others.join("', '")}'] in its ZoneWaf leaves the entry point alone`,
  ];
}

function problemLines({ message, help }: PlanProblem): readonly string[] {
  return [`  problem: ${escapeControls(message)}`, `    help: ${escapeControls(help)}`];
}

function findingLines({ effect, path, value, reason }: Finding): readonly string[] {
  const place = path === '' ? 'the rule' : escapeControls(path);
  return [`    ${EFFECTS[effect]}: ${place} = ${show(jsonText(value))}`, `      ${escapeControls(reason)}`];
}

function verdict(findings: readonly Finding[]): string {
  const lost = findings.filter(({ effect }) => effect === 'lost').length;
  return [
    `${counted(lost, 'value')} would be lost, ${findings.length - lost} would be refused. Nothing was written.`,
    'help: change these rules in the dashboard, or leave the zone to a tool that can carry them (waf show --format hcl)',
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The value with large integers as text: JSON readers would round them. */
function plainJson(value: LiveJson): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item)),
  );
}
