import type { CheckedPhase, ZonePlan } from '../cloudflare';
import {
  missingParts,
  readDocument,
  readLists,
  readLocals,
  readProviders,
  readResources,
  type RuleList,
} from '../rulesets';
import { likelyPhase } from './questions/likely-phase';
import { lint, type LintFinding } from './lint';
import { withDocumentFindings } from './run/run-document-rules';

/** A list of rules, where it is from, and what is found in it. */
export interface LintedList {
  /** The file; absent for a bare expression. */
  readonly file?: string;
  /** Which list of the file, in words: a Terraform address, a phase. */
  readonly place: string;
  readonly list: RuleList;
  readonly findings: readonly LintFinding[];
}

export interface LintOptions {
  /** The phase of rules that do not tell theirs. */
  readonly phase?: CheckedPhase;
  /** The plan of the zones. */
  readonly plan?: ZonePlan;
  /** @default - the present */
  readonly nowMs?: number;
}

/**
 * Lints an expression, or every list of rules in the content of a JSON file: a synthesised stack, a plan or state of
 * Terraform, a ruleset of the API or a list of them.
 *
 * @throws InputError `rulesets/document` for JSON that is none of these
 */
export function lintDocument(
  source: { readonly expression: string } | { readonly file: string; readonly content: unknown },
  { phase, plan, nowMs }: LintOptions = {},
): readonly LintedList[] {
  const isFile = 'file' in source;
  const lists = isFile
    ? [...readDocument(source.file, source.content), ...missingParts(source.content)]
    : [{ place: 'expression', list: { rules: [{ expression: source.expression }] } }];
  const contents = isFile ? readLists(source.content) : {};
  const linted = lists.map(({ place, list }) => {
    const whole: RuleList = {
      ...list,
      phase: list.phase ?? phase ?? (list.kind === undefined ? likelyPhase(list.rules) : undefined),
      plan: list.plan ?? plan,
      lists: contents,
    };
    // Managed rulesets are Cloudflare's; their expressions are not for everybody to read.
    const findings = list.kind === 'managed' ? [] : lint(whole, nowMs);
    return { ...(isFile && { file: source.file }), place, list: whole, findings };
  });
  if (!isFile) return linted;
  const { content } = source;
  const subject = {
    lists: linted,
    resources: readResources(content),
    locals: readLocals(content),
    providers: readProviders(content),
  };
  return withDocumentFindings(linted, source.file, subject);
}
