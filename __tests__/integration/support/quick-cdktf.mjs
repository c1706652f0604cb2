#!/usr/bin/env node
// What `cdktf` does for the steps of the workflows, without loading its command line, which takes most of a step's time:
// it runs the app, or Terraform in the folder of the stack. What the real one does differently shows where tests run that.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [command, stack] = process.argv.slice(2);
const output = process.env.CDKTF_OUTPUT;

if (command === 'synth') {
  const { app } = JSON.parse(readFileSync('cdktf.json', 'utf8'));
  run(app, [], { shell: true, env: { ...process.env, CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: '{}' } });
} else {
  const cwd = join(output, 'stacks', stack);
  const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  run(terraform, ['init', '-input=false'], { cwd });
  if (command === 'plan') run(terraform, ['plan', '-input=false', '-out', 'plan'], { cwd });
  // Which plan is applied stands in TF_CLI_ARGS_apply, behind which Terraform takes no option.
  else run(terraform, ['apply'], { cwd, env: { ...process.env, TF_INPUT: '0' } });
}

function run(program, words, options) {
  const { status } = spawnSync(program, words, { stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}
