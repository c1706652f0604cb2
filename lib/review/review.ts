import type { LintFinding } from '../lint';
import type { SampleRequest } from '../rules-language';
import type { ClauseDiff } from './changes/clauses';
import type { FieldChange } from './changes/field-changes';
import type { RuleChange } from './changes/rule-changes';
import type { Execution } from './executions/execution';
import type { Verdict } from './meaning/verdict';
import type { Action, AttributeChange } from './plan/plan';
import type { Text } from './text';
import type { EntryPointWords } from './words/entry-point';
import type { Opening } from './words/opening';

/** A plan, described for the person who decides whether it may be deployed. */
export interface Review {
  /** `sha256:` and 64 hex digits: equal for plans with equal effect. */
  readonly digest: string;
  /** The plan changes nothing. */
  readonly isEmpty: boolean;
  /** Of all changes together. */
  readonly verdict: Verdict;
  readonly zones: readonly ZoneReview[];
  readonly lists: readonly ListReview[];
  /** Resources other than entry points and lists that the plan changes. */
  readonly others: readonly OtherReview[];
  /** What Terraform runs besides the Cloudflare provider. */
  readonly executions: readonly Execution[];
  /** Exceptions that have ended or end soon, the first to end first. */
  readonly expiring: readonly ExpiringException[];
}

export interface ZoneReview {
  readonly id: string;
  /** The domain name, where the plan read it. */
  readonly name: string | undefined;
  readonly verdict: Verdict;
  readonly entryPoints: readonly EntryPointReview[];
}

export interface EntryPointReview extends EntryPointWords {
  readonly address: string;
  readonly phase: string;
  readonly action: Action;
  readonly isAdopted: boolean;
  readonly changes: readonly RuleReview[];
  readonly untouched: { readonly exceptions: number; readonly foreign: number };
  /** Rules of the phase, and how many the zone's plan allows; what is not known is `undefined`. */
  readonly quota: {
    readonly before: number;
    readonly after: number | undefined;
    readonly limit: number | undefined;
  };
}

export interface RuleReview extends Pick<
  RuleChange,
  'kind' | 'ref' | 'namespace' | 'isException' | 'from' | 'to'
> {
  /** The same plan adds it to the other phase of its zone: what it is for is described there. */
  readonly isDescribedThere: boolean;
  /** What the rule does, or did. */
  readonly sentence: Text;
  /** Conditions that the sentence leaves out, as canonical text. */
  readonly further: readonly string[];
  readonly description: string;
  readonly owner: string | undefined;
  readonly ticket: string | undefined;
  /** The last day (UTC) on which it works. */
  readonly lastDay: string | undefined;
  readonly fields: readonly FieldChange[];
  readonly clauses: ClauseDiff | undefined;
  readonly expression: { readonly before: string | undefined; readonly after: string | undefined };
  /** What it takes away after the plan, as keys such as `managed` or `ruleset:<id>`. */
  readonly skips: readonly string[];
  /** Only of skip rules: what other rules do to a request is not compared. */
  readonly verdict: Verdict | undefined;
  /** How much it opens at most, where its verdict is `wider` or `different`; `undefined` = its expression cannot be read. */
  readonly opens: Opening | undefined;
  readonly requests: readonly RequestRow[];
  readonly findings: readonly ReviewedFinding[];
  /** The plan of the base branch makes the same change: it is not new here. */
  readonly isOnBase: boolean;
}

/** What lint finds, and the same as a sentence in which what it repeats of a rule is quoted. */
export interface ReviewedFinding extends LintFinding {
  readonly words: Text;
}

/** One request of the table: what happens to it before and after. */
export interface RequestRow {
  readonly title: string;
  readonly request: SampleRequest;
  readonly before: string;
  readonly after: string;
}

export interface ListReview {
  readonly address: string;
  readonly name: string;
  readonly action: Action;
  readonly sentence: Text;
  /** Items that are new, and that go; empty where the plan does not tell them. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Refs of the rules that name it, whatever they do. */
  readonly usedBy: readonly string[];
  readonly verdict: Verdict | undefined;
}

/** A resource that is not compared. */
export interface OtherReview {
  readonly address: string;
  readonly action: Action;
  /** It holds values for others, and does nothing itself. */
  readonly isInert: boolean;
  readonly changes: readonly AttributeChange[];
  /** Why its change may change who is protected, as the end of a sentence; `undefined` = nothing is known of that. */
  readonly touches: string | undefined;
}

export interface ExpiringException {
  readonly ref: string;
  readonly lastDay: string;
  /** Negative once it has ended. */
  readonly daysLeft: number;
  readonly owner: string | undefined;
}
