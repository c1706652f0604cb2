import { parse } from 'yaml';
import { read } from '../project/source-files';

/** A step of a job or of a composite action. */
export interface WorkflowStep {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: boolean;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow. */
export interface Job {
  readonly uses?: string;
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly strategy?: {
    readonly 'fail-fast'?: boolean;
    readonly matrix: Readonly<Record<string, readonly string[] | string>>;
  };
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly WorkflowStep[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: object;
}

/** A file of `.github/workflows`. */
export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly env?: object;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A composite action. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly WorkflowStep[] };
}

/** How this repository calls its own actions, and how others do. */
const OWN_ACTION = /^(?:\.|waf-exceptions\/waf-exceptions)\/(\.github\/actions\/\w+)(?:@\S+)?$/;

/** The action of this repository that a step uses; `undefined` for another step. */
function ownAction({ uses = '' }: WorkflowStep): Action | undefined {
  const [, folder] = OWN_ACTION.exec(uses) ?? [];
  return folder === undefined ? undefined : (parse(read(`${folder}/action.yml`)) as Action);
}

/**
 * The steps that GitHub runs for these: those of our actions in place of the step that uses one, with what it is given
 * in place of the action's inputs.
 */
export function expandedSteps(steps: readonly WorkflowStep[]): readonly WorkflowStep[] {
  return steps.flatMap((step) => {
    const action = ownAction(step);
    if (action === undefined) return [step];
    const given = step.with ?? {};
    const unknown = Object.keys(given).filter((name) => !Object.hasOwn(action.inputs, name));
    if (unknown.length > 0) throw new Error(`${String(step.uses)} has no input ${unknown.join(', ')}`);
    const inputs = Object.entries(action.inputs).map(([name, { required = false, default: value }]) => {
      if (required && given[name] === undefined) throw new Error(`${String(step.uses)} needs ${name}`);
      return [name, String(given[name] ?? value ?? '')] as const;
    });
    return action.runs.steps.map((one) => withInputs(one, inputs));
  });
}

function withInputs(step: WorkflowStep, inputs: readonly (readonly [string, string])[]): WorkflowStep {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return inputs.reduce((text, [name, given]) => text.replaceAll(`\${{ inputs.${name} }}`, given), value);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part)]));
  };
  return fill(step) as WorkflowStep;
}
