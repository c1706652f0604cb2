import { Fn, TerraformStack, TerraformVariable, Testing } from 'cdktf';

const variable = new TerraformVariable(new TerraformStack(Testing.app(), 'tokens'), 'x', {});

/** Each way in which CDKTF hands out a value that only Terraform will know. */
export const TOKENS: readonly (readonly [string, unknown])[] = [
  ['the string of a variable', variable.stringValue],
  ['the list of a variable', variable.listValue],
  ['the boolean of a variable', variable.booleanValue],
  ['the number of a variable', variable.numberValue],
  ['the value of a variable', variable.value],
  ['the string result of a function', Fn.upper(variable.stringValue)],
  ['the list result of a function', Fn.split(',', variable.stringValue)],
  ['a token inside a longer string', `team-${variable.stringValue}-x`],
  ['a token whose letters changed case', variable.stringValue.toUpperCase()],
  ['a list with a token', ['203.0.113.7', variable.stringValue]],
];

/** What every prop says to a token. */
export function tokenRefusal(
  prop: string,
  help = 'write the value itself: read it from your configuration, not from a TerraformVariable or a resource attribute',
): { code: string; message: string; help: string } {
  return {
    code: 'literal/token',
    message: `\`${prop}\` must be known when the stack is synthesised, got: a value that only Terraform will know`,
    help,
  };
}
