import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, TerraformStack, Testing } from 'cdktf';

/** A JSON object that a test looks into. */
export type Json = Record<string, unknown>;

/** What `app.synth()` wrote about one stack. */
export interface SynthesisedStack {
  /** `cdk.tf.json`, as text. */
  readonly text: string;
  /** `cdk.tf.json`, parsed. */
  readonly terraform: Json;
  /** `level path: message` of each annotation. */
  readonly annotations: readonly string[];
  /** Names of the stacks that are deployed first. */
  readonly dependencies: readonly string[];
}

interface Manifest {
  readonly stacks: Record<
    string,
    {
      readonly synthesizedStackPath: string;
      readonly annotations: readonly { level: string; constructPath: string; message: string }[];
      readonly dependencies: readonly string[];
    }
  >;
}

/**
 * Synthesises an app the way `cdktf synth` does, with validations and error annotations, and reads what it wrote.
 * `Testing.synth` would leave out both, and get references between stacks wrong.
 */
export function synthApp(build: (app: App) => void): Record<string, SynthesisedStack> {
  const outdir = mkdtempSync(join(tmpdir(), 'waf-exceptions-synth-'));
  try {
    const app = Testing.app({ outdir });
    build(app);
    app.synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
    return Object.fromEntries(
      Object.entries(manifest.stacks).map(([name, stack]) => {
        const text = readFileSync(join(outdir, stack.synthesizedStackPath), 'utf8');
        return [
          name,
          {
            text,
            terraform: JSON.parse(text) as Json,
            annotations: stack.annotations.map(
              ({ level, constructPath, message }) =>
                `${level.replace('@cdktf/', '')} ${constructPath}: ${message}`,
            ),
            dependencies: stack.dependencies,
          },
        ];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Synthesises an app whose one stack is `stack`. */
export function synthStack(build: (stack: TerraformStack) => void): SynthesisedStack {
  const { stack } = synthApp((app) => {
    build(new TerraformStack(app, 'stack'));
  });
  if (stack === undefined) throw new Error('the app has no stack named `stack`');
  return stack;
}

/** The text of a stack without its comments, which hold construct paths. */
export function withoutComments({ terraform }: SynthesisedStack): string {
  return JSON.stringify(terraform, (key, value: unknown) => (key === '//' ? undefined : value), 2);
}

/** The object at a path of keys. */
export function objectAt(json: Json, ...keys: readonly string[]): Json {
  let object = json;
  for (const key of keys) {
    const next = object[key];
    if (typeof next !== 'object' || next === null) throw new Error(`nothing at ${keys.join('.')}`);
    object = next as Json;
  }
  return object;
}
