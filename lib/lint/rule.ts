import type { FindingId, Severity } from '../exceptions';
import type { Expression, Range } from '../rules-language';
import type { ConditionShape } from './questions/condition-shape';
import type { Condition } from './questions/conditions';
import type { DocumentSubject } from './document';
import type { ListSubject, RuleSubject } from './subject';

/** A part of an expression, and the text in its place. */
export interface Edit {
  /** In UTF-16 offsets. */
  readonly range: Range;
  readonly text: string;
}

/** What a lint rule sees wrong. */
export interface Found {
  /** Starts lower-case, no final period. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** The part of the expression; absent if it is about the rule as a whole. */
  readonly range?: Range | undefined;
  /** The text that the part is of. @default - the rule's own expression */
  readonly expression?: string | undefined;
  /** Where the file holds it, such as `result.rules[2].enabled`. */
  readonly path?: string | undefined;
  /** Edits of the rule's own expression that are right for sure: after them it means the same, or exempts less. */
  readonly fix?: readonly Edit[] | undefined;
}

/** The same in a list of rules. */
export interface FoundInList extends Found {
  /** Position in the list; absent if it is about the list as a whole. */
  readonly rule?: number;
}

/** The same in a file. */
export interface FoundInDocument extends FoundInList {
  /** Position of the list, or the address of something else in the file. */
  readonly where: number | string;
}

interface About {
  readonly id: FindingId;
  /** By consequence: what Cloudflare refuses, or what opens a hole, is an error. */
  readonly severity: Severity;
  /** What is wrong, as a phrase. */
  readonly title: string;
}

/** Looks at one rule: its expression, action and parameters. */
export interface RuleLint extends About {
  readonly scope: 'rule';
  readonly check: (subject: RuleSubject) => readonly Found[];
}

/** Looks at the conditions of certain shapes, one by one. */
export interface ConditionLint extends About {
  readonly scope: 'condition';
  /** Whether it has anything to say about conditions of this shape. Asked once for each shape. */
  readonly concerns: (shape: ConditionShape) => boolean;
  /** Looks at one such condition of a rule. */
  readonly check: (condition: Condition, subject: RuleSubject) => readonly Found[];
}

/** Looks at all rules of an entry point in their order. */
export interface ListLint extends About {
  readonly scope: 'list';
  readonly check: (subject: ListSubject) => readonly FoundInList[];
}

/** Looks at all lists of a file together, and at the Terraform around them. */
export interface DocumentLint extends About {
  readonly scope: 'document';
  readonly check: (subject: DocumentSubject) => readonly FoundInDocument[];
}

export type LintRule = RuleLint | ConditionLint | ListLint | DocumentLint;

const NOTHING: readonly Found[] = [];

/** A rule about one rule, whatever its action. */
export function ruleLint(
  id: FindingId,
  severity: Severity,
  title: string,
  check: RuleLint['check'],
): RuleLint {
  return { id, severity, title, scope: 'rule', check };
}

/** A rule about the expression of one skip rule: what is fine for a block may open a hole here. */
export function exceptionLint(
  id: FindingId,
  severity: Severity,
  title: string,
  check: (subject: RuleSubject & { readonly expression: Expression }) => readonly Found[],
): RuleLint {
  return ruleLint(id, severity, title, (subject) =>
    subject.isException && hasExpression(subject) ? check(subject) : NOTHING,
  );
}

/** A rule about conditions of certain shapes. */
export function conditionLint(
  id: FindingId,
  severity: Severity,
  title: string,
  concerns: ConditionLint['concerns'],
  check: ConditionLint['check'],
): ConditionLint {
  return { id, severity, title, scope: 'condition', concerns, check };
}

/** A rule about a list of rules. */
export function listLint(
  id: FindingId,
  severity: Severity,
  title: string,
  check: ListLint['check'],
): ListLint {
  return { id, severity, title, scope: 'list', check };
}

/** A rule about a file as a whole. */
export function documentLint(
  id: FindingId,
  severity: Severity,
  title: string,
  check: DocumentLint['check'],
): DocumentLint {
  return { id, severity, title, scope: 'document', check };
}

function hasExpression(subject: RuleSubject): subject is RuleSubject & { readonly expression: Expression } {
  return subject.expression !== undefined;
}
