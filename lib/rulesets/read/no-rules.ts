import { InputError, show } from '../../errors';
import { listOf, objectOf, textOf } from './members';

const READABLE =
  'give a synthesised stack (cdk.tf.json), the output of `terraform show -json` or `pulumi stack export`, or a ruleset of the API';

/** The error for JSON that no list of rules could be read from: what it is, as far as is known, and what can be read. */
export function noRules(file: string, content: unknown): InputError {
  const { what, help } = describe(content);
  return new InputError('rulesets/document', { message: `${show(file)} ${what}`, help });
}

function describe(content: unknown): { readonly what: string; readonly help: string } {
  const object = objectOf(content);
  const items = listOf(Array.isArray(content) ? content : (object['result'] ?? object['rulesets'])).map(
    objectOf,
  );
  if (items.length > 0 && items.every((item) => 'kind' in item && 'phase' in item)) {
    return {
      what: 'lists rulesets without their rules',
      help: 'get each one by its id: GET /zones/{zone_id}/rulesets/{ruleset_id}',
    };
  }
  if (object['success'] === false) {
    const said = listOf(object['errors']).map((error) => textOf(objectOf(error)['message']) ?? '');
    return {
      what: `is an answer of the API that holds an error and no rules${said.length === 0 ? '' : `: ${said.map((text) => show(text)).join(', ')}`}`,
      help: 'correct the request, such as its token or its id, and save the answer again',
    };
  }
  if ('modules' in object && 'version' in object) {
    return {
      what: 'is a state of Terraform 0.11 or older, which is not read',
      help: 'give the output of `terraform show -json`, with Terraform 0.12 or newer',
    };
  }
  if ('@level' in object) {
    return {
      what: "is a line of Terraform's log in JSON, which holds no rules",
      help: 'save the plan, and give the output of `terraform show -json <plan file>`',
    };
  }
  if ('steps' in object && 'changeSummary' in object) {
    return {
      what: 'is a preview of Pulumi, which is not read',
      help: 'give the output of `pulumi stack export`',
    };
  }
  const outputs = Object.values(object);
  if (
    outputs.length > 0 &&
    outputs.every((item) => 'value' in objectOf(item) && 'sensitive' in objectOf(item))
  ) {
    return {
      what: 'holds outputs of Terraform, and no rules',
      help: 'give the output of `terraform show -json`',
    };
  }
  return { what: 'is of a kind that is not read, so nothing is known of the rules in it', help: READABLE };
}
