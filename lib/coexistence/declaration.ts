import type {
  AcceptedFinding,
  CustomRuleLimits,
  DefinedException,
  ExceptionPhase,
  ReplacedRule,
  SkipRule,
} from '../exceptions';
// By file: commands that read a declaration need not load what makes an exception.
import { describeException } from '../exceptions/render/describe';
import type { TerraformObject } from './terraform-text';
import type { ZoneReference } from './zone-address';

/** One zone of a stack, as `cdk.tf.json` describes it to the commands of `waf`. */
export interface DeclaredZone {
  readonly zone: ZoneReference;
  readonly ownPrefixes: readonly string[];
  readonly foreignRules: 'keep' | 'remove';
  readonly limits: CustomRuleLimits;
  readonly phases?: readonly ExceptionPhase[];
  readonly exceptions: readonly DefinedException[];
}

/** One exception in a {@link ZoneDeclaration}. */
export interface ExceptionDeclaration {
  readonly phase: ExceptionPhase;
  readonly sentence: string;
  readonly rule: SkipRule;
  /** Findings that the author stands by, with the reasons. Absent if there are none. */
  readonly accept?: readonly AcceptedFinding[];
  /** Rules of others that it takes the place of. Absent if there are none. */
  readonly replaces?: readonly ReplacedRule[];
}

/** What is under `"//"."waf-exceptions"` of a synthesised stack, one element a zone. */
export interface ZoneDeclaration {
  readonly zone: ZoneReference;
  readonly ownPrefixes: readonly string[];
  readonly foreignRules: 'keep' | 'remove';
  /** Most custom rules of the zone, by the plan that Cloudflare says it has. */
  readonly limits: CustomRuleLimits;
  /** The phases whose entry points the stack shares. Absent if it shares both. */
  readonly phases?: readonly ExceptionPhase[];
  readonly exceptions: readonly ExceptionDeclaration[];
}

/** Key of the declarations inside the comment block `"//"` of a synthesised stack, which Terraform ignores. */
export const DECLARATION_KEY = 'waf-exceptions';

/** The declaration as part of the stack. */
export function declareZone({ exceptions, ...zone }: DeclaredZone): TerraformObject {
  const declaration: ZoneDeclaration = {
    ...zone,
    // Sorted: moving a call must not change the stack.
    exceptions: [...exceptions]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((exception) => ({
        sentence: describeException(exception),
        phase: exception.phase,
        rule: exception.rule,
        ...(exception.accepted.length > 0 && { accept: exception.accepted }),
        ...(exception.replaces.length > 0 && { replaces: exception.replaces }),
      })),
  };
  return { '//': { [DECLARATION_KEY]: [declaration as unknown as TerraformObject] } };
}
