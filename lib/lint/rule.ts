import { type FindingId, FINDINGS, type Severity } from '../exceptions';
import type { Expression, Range } from '../rules-language';
import type { ListSubject, RuleSubject } from './subject';

/** What a lint rule sees wrong. */
export interface Found {
  /** Starts lower-case, no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** The part of the expression; absent if it is about the rule as a whole. */
  readonly range?: Range | undefined;
}

/** The same in a list of rules. */
export interface FoundInList extends Found {
  /** Position in the list; absent if it is about the list as a whole. */
  readonly rule?: number;
}

interface About {
  readonly id: FindingId;
  readonly severity: Severity;
  /** What is wrong, as a phrase. */
  readonly title: string;
}

/** Looks at one rule: its expression, action and parameters. */
export interface RuleLint extends About {
  readonly scope: 'rule';
  readonly check: (subject: RuleSubject) => readonly Found[];
}

/** Looks at all rules of an entry point in their order. */
export interface ListLint extends About {
  readonly scope: 'list';
  readonly check: (subject: ListSubject) => readonly FoundInList[];
}

export type LintRule = RuleLint | ListLint;

/** A rule about one rule, whatever its action. */
export function ruleLint(id: FindingId, title: string, check: RuleLint['check']): RuleLint {
  return { id, severity: FINDINGS[id], title, scope: 'rule', check };
}

/** A rule about the expression of one skip rule: what is fine for a block may open a hole here. */
export function exceptionLint(
  id: FindingId,
  title: string,
  check: (subject: RuleSubject & { readonly expression: Expression }) => readonly Found[],
): RuleLint {
  return ruleLint(id, title, (subject) =>
    subject.isException && hasExpression(subject) ? check(subject) : [],
  );
}

/** A rule about a list of rules. */
export function listLint(id: FindingId, title: string, check: ListLint['check']): ListLint {
  return { id, severity: FINDINGS[id], title, scope: 'list', check };
}

function hasExpression(subject: RuleSubject): subject is RuleSubject & { readonly expression: Expression } {
  return subject.expression !== undefined;
}
