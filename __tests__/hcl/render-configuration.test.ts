import { renderConfiguration } from '../../lib/hcl';

describe('renderConfiguration', () => {
  it('writes blocks, labels, references and attributes', () => {
    const hcl = renderConfiguration({
      '//': { metadata: {} },
      terraform: {
        required_providers: { cloudflare: { source: 'c/c', version: '5.14.0' } },
        backend: { local: { path: 'x' } },
      },
      provider: { cloudflare: [{}, { alias: 'other' }] },
      resource: {
        cloudflare_ruleset: {
          a: {
            '//': { metadata: {} },
            provider: 'cloudflare.other',
            depends_on: ['cloudflare_list.office'],
            rules: '${local.rules}',
            lifecycle: {
              prevent_destroy: true,
              ignore_changes: ['name'],
              precondition: [{ condition: '${true}', error_message: 'no' }],
            },
          },
        },
      },
      locals: { rules: [{ 'a-b': 1, '${x}': null }], empty: {} },
      removed: [{ from: 'cloudflare_ruleset.b', lifecycle: { destroy: false } }],
    });
    expect(hcl).toBe(`terraform {
  required_providers {
    cloudflare = {
      source  = "c/c"
      version = "5.14.0"
    }
  }
  backend "local" {
    path = "x"
  }
}

provider "cloudflare" {}

provider "cloudflare" {
  alias = "other"
}

resource "cloudflare_ruleset" "a" {
  provider   = cloudflare.other
  depends_on = [cloudflare_list.office]
  rules      = local.rules
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [name]
    precondition {
      condition     = true
      error_message = "no"
    }
  }
}

locals {
  rules = [{
    "a-b" = 1
    (x)   = null
  }]
  empty = {}
}

removed {
  from = cloudflare_ruleset.b
  lifecycle {
    destroy = false
  }
}
`);
  });

  it.each([
    [
      'a resource whose blocks it cannot know',
      { resource: { aws_instance: { a: { ebs_block_device: {} } } } },
      'resource aws_instance',
    ],
    ['a module', { module: { a: { source: './a' } } }, 'module'],
  ])('refuses %s', (_title, configuration, name) => {
    expect(() => renderConfiguration(configuration)).toThrow(
      `without its schema, got: \`${name}\` [hcl/block]`,
    );
  });
});
