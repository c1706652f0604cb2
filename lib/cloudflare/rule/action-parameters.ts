import type { Action } from '../actions';
import {
  ANY,
  FILLED_TEXT,
  filledList,
  FLAG,
  ID,
  list,
  type ListShape,
  type Members,
  object,
  objectWithSome,
  oneOf,
  TEXT,
  VALUE_EXPRESSION,
  WHOLE,
  whole,
} from './shape';
import { SKIP_MEMBERS } from './skip-parameters';

/** What an action takes. */
export interface ActionParameters {
  readonly members: Members;
  readonly required?: readonly string[];
  /** The action means nothing without any of them. */
  readonly isNeeded?: true;
  /** It may take others as well: Cloudflare is still adding some. */
  readonly isOpen?: true;
}

/** How sensitive a rule against DDoS is. */
const SENSITIVITY = oneOf('default', 'medium', 'low', 'eoff');

/**
 * The action that an override gives to managed rules. Not every ruleset takes each of them: `rewrite` is for exposed
 * credentials, others are what rules against DDoS have by themselves.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/reference/cloudflare-managed-ruleset/
 * @see https://developers.cloudflare.com/waf/managed-rules/reference/exposed-credentials-check/
 * @see https://developers.cloudflare.com/ddos-protection/managed-rulesets/http/override-parameters/
 */
const OVERRIDE_ACTION = oneOf(
  'block',
  'challenge',
  'js_challenge',
  'managed_challenge',
  'log',
  'rewrite',
  'score',
  'ddos_dynamic',
  'force_connection_close',
);

/** @see https://developers.cloudflare.com/waf/rate-limiting-rules/parameters/ */
const RESPONSE_TYPE = oneOf('application/json', 'text/html', 'text/plain', 'text/xml');

const OVERRIDES = objectWithSome(
  {
    action: OVERRIDE_ACTION,
    enabled: FLAG,
    sensitivity_level: SENSITIVITY,
    categories: list(
      objectWithSome(
        { category: FILLED_TEXT, action: OVERRIDE_ACTION, enabled: FLAG, sensitivity_level: SENSITIVITY },
        ['action', 'enabled', 'sensitivity_level'],
        'category',
      ),
    ),
    rules: list(
      objectWithSome(
        {
          id: ID,
          action: OVERRIDE_ACTION,
          enabled: FLAG,
          score_threshold: WHOLE,
          sensitivity_level: SENSITIVITY,
        },
        ['action', 'enabled', 'score_threshold', 'sensitivity_level'],
        'id',
      ),
    ),
  },
  ['action', 'categories', 'enabled', 'rules', 'sensitivity_level'],
);

/** A value that is written out, or computed by an expression. */
const COMPUTED = object({ value: TEXT, expression: VALUE_EXPRESSION });

/** Objects with a `name`; version 4 of Terraform's provider writes the names alone. */
const NAMED_FIELDS: ListShape = filledList(ANY);

const CACHE_SETTINGS: Members = {
  additional_cacheable_ports: filledList(whole(1, 65535)),
  browser_ttl: object({ mode: FILLED_TEXT, default: WHOLE }, 'mode'),
  cache: FLAG,
  cache_key: ANY,
  cache_reserve: object({ eligible: FLAG, minimum_file_size: WHOLE }),
  edge_ttl: object({ mode: FILLED_TEXT, default: WHOLE, status_code_ttl: ANY }, 'mode'),
  origin_cache_control: FLAG,
  origin_error_page_passthru: FLAG,
  read_timeout: WHOLE,
  respect_strong_etags: FLAG,
  serve_stale: object({ disable_stale_while_updating: FLAG }),
  shared_dictionary: ANY,
  strip_etags: FLAG,
  strip_last_modified: FLAG,
  strip_set_cookie: FLAG,
  vary: ANY,
};

const CONFIGURATION: Members = {
  automatic_https_rewrites: FLAG,
  autominify: object({ css: FLAG, html: FLAG, js: FLAG }),
  bic: FLAG,
  content_converter: FLAG,
  disable_apps: FLAG,
  disable_pay_per_crawl: FLAG,
  disable_railgun: FLAG,
  disable_rum: FLAG,
  disable_zaraz: FLAG,
  email_obfuscation: FLAG,
  fonts: FLAG,
  hotlink_protection: FLAG,
  mirage: FLAG,
  opportunistic_encryption: FLAG,
  polish: FILLED_TEXT,
  redirects_for_ai_training: FLAG,
  request_body_buffering: FILLED_TEXT,
  response_body_buffering: FILLED_TEXT,
  rocket_loader: FLAG,
  security_level: FILLED_TEXT,
  server_side_excludes: FLAG,
  ssl: FILLED_TEXT,
  sxg: FLAG,
};

const NONE: ActionParameters = { members: {} };

/**
 * What each action takes, by its name.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
 */
export const ACTION_PARAMETERS = {
  block: {
    members: {
      response: object(
        { content: FILLED_TEXT, content_type: RESPONSE_TYPE, status_code: whole(400, 499) },
        'content',
        'content_type',
        'status_code',
      ),
    },
  },
  challenge: NONE,
  compress_response: {
    members: { algorithms: filledList(object({ name: FILLED_TEXT }, 'name')) },
    isNeeded: true,
  },
  ddos_dynamic: NONE,
  execute: {
    members: {
      id: ID,
      version: FILLED_TEXT,
      matched_data: object({ public_key: FILLED_TEXT }, 'public_key'),
      overrides: OVERRIDES,
    },
    required: ['id'],
    isNeeded: true,
  },
  force_connection_close: NONE,
  js_challenge: NONE,
  log: NONE,
  log_custom_field: {
    members: {
      cookie_fields: NAMED_FIELDS,
      raw_response_fields: NAMED_FIELDS,
      request_fields: NAMED_FIELDS,
      response_fields: NAMED_FIELDS,
      transformed_request_fields: NAMED_FIELDS,
    },
    isNeeded: true,
  },
  managed_challenge: NONE,
  redirect: {
    members: {
      from_list: object({ key: FILLED_TEXT, name: FILLED_TEXT }, 'key', 'name'),
      from_value: object(
        { preserve_query_string: FLAG, status_code: whole(300, 399), target_url: COMPUTED },
        'target_url',
      ),
    },
    isNeeded: true,
  },
  rewrite: {
    members: {
      headers: {
        kind: 'map',
        isNamed: true,
        of: object(
          { operation: oneOf('add', 'set', 'remove'), value: TEXT, expression: VALUE_EXPRESSION },
          'operation',
        ),
      },
      uri: object({ origin: FLAG, path: COMPUTED, query: COMPUTED }),
    },
    isNeeded: true,
  },
  route: {
    members: {
      host_header: FILLED_TEXT,
      origin: object({ host: FILLED_TEXT, port: whole(1, 65535) }),
      sni: object({ value: FILLED_TEXT }, 'value'),
    },
    isNeeded: true,
  },
  score: { members: { increment: WHOLE }, isNeeded: true },
  serve_error: {
    members: {
      asset_name: FILLED_TEXT,
      content: FILLED_TEXT,
      content_type: FILLED_TEXT,
      status_code: whole(400, 999),
    },
    isNeeded: true,
  },
  set_cache_control: { members: {}, isOpen: true },
  set_cache_settings: { members: CACHE_SETTINGS, isNeeded: true },
  set_cache_tags: { members: {}, isOpen: true },
  set_config: { members: CONFIGURATION, isNeeded: true },
  skip: { members: SKIP_MEMBERS, isNeeded: true },
} satisfies Readonly<Record<Action, ActionParameters>>;
