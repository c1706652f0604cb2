import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ZonePlan, PLANS } from '../../cloudflare';
import { InputError, show } from '../../errors';
import { ExecutionContext } from '../../rules-language';
import { givenFields, givenLists } from './given-values';

/** A request to try rules on, as `ExecutionContext.fromRequest` takes it. */
export type RequestInput = Parameters<typeof ExecutionContext.fromRequest>[0];

/** What the options of {@link requestOptions} hold. */
export interface RequestFlags {
  /** `METHOD URL` */
  readonly request?: string;
  /** `Name: value`, in the order given. */
  readonly header?: readonly string[];
  readonly ip?: string;
  /** The text, or `@` and the path of a file. */
  readonly body?: string;
  readonly zonePlan?: ZonePlan;
  readonly bodyLimit?: number;
  readonly headerLimit?: number;
  /** `name=value` */
  readonly field?: readonly string[];
  /** `name=item,item` */
  readonly list?: readonly string[];
}

/**
 * `METHOD URL`: the method is a token of HTTP; path and query are taken byte for byte. As clients do, the host is sent in
 * lower case, without user information and without the port of the scheme, and a fragment is not sent.
 */
const REQUEST = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) +(\S+)$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*?)[ \t]*$/;

/** Adds the options that tell a request, and what of it the rules see. */
export function requestOptions(command: Command): Command {
  // Not by `requiredOption`: that would call a misspelt `--request` missing before it is called unknown.
  return requestPartOptions(
    command,
    "the request, such as 'POST https://example.com/export'; required",
    "the client's address",
  )
    .addOption(
      new Option(
        '--zone-plan <plan>',
        'Cloudflare plan of the zone, which decides how much of a body its rules see',
      ).choices(PLANS),
    )
    .option('--body-limit <bytes>', 'how many bytes of a body the rules of the zone see', wholeNumber)
    .option('--header-limit <count>', 'how many headers the rules see', wholeNumber)
    .option(
      '--field <name=value>',
      "a value that only Cloudflare knows, such as 'ip.src.country=DE' or 'cf.bot_management.score=30'; may be repeated",
      repeated,
    )
    .option(
      '--list <name=items>',
      "contents of a list, such as 'office=203.0.113.0/24,198.51.100.7'; may be repeated",
      repeated,
    );
}

/** Adds the options that tell what a client sends: `--request`, `--header`, `--ip` and `--body`. */
export function requestPartOptions(command: Command, request: string, ip: string): Command {
  return command
    .option('--request <method-and-url>', request)
    .option(
      '--header <name-and-value>',
      "a header of the request, such as 'Content-Type: application/json'; may be repeated",
      repeated,
    )
    .option('--ip <address>', ip)
    .option('--body <text>', 'body of the request; `@file` reads it from a file');
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It must be a whole number, 0 or more.');
}

/** Takes an option that may be repeated: all its values, in their order. Not given, it is `undefined`. */
export function repeated(text: string, others: readonly string[] = []): readonly string[] {
  return [...others, text];
}

/**
 * The request that the options tell. What they don't tell is unknown, but for the headers: those are all.
 *
 * @throws InputError `request/request-line`, `request/header`, `request/body`, `request/field`, `request/list`, or the code of
 *   what is wrong with a value, such as `context/url`
 */
export function readRequest(flags: RequestFlags): RequestInput {
  const { request, header, ip, body, zonePlan, bodyLimit, headerLimit, field, list } = flags;
  const [, method, url] = REQUEST.exec(request ?? '') ?? [];
  if (method === undefined || url === undefined) {
    throw new InputError('request/request-line', {
      message:
        request === undefined
          ? '`--request` is missing'
          : `\`--request\` must be a method and a URL, got: ${show(request)}`,
      help: "write --request 'POST https://example.com/export'",
    });
  }
  const input: RequestInput = {
    method,
    url,
    headers: (header ?? []).map(readHeader),
    ...(ip !== undefined && { ip }),
    ...(body !== undefined && { body: readBody(body) }),
    ...(zonePlan !== undefined && { zonePlan }),
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(headerLimit !== undefined && { headerLimit }),
    ...(field !== undefined && { fields: givenFields(field) }),
    ...(list !== undefined && { lists: givenLists(list) }),
  };
  // Whatever is wrong with it is reported here, as a mistake in the options.
  ExecutionContext.fromRequest(input);
  return input;
}

function readHeader(text: string): readonly [name: string, value: string] {
  const [, name, value] = HEADER.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InputError('request/header', {
      message: `\`--header\` must be a name, a colon and a value, got: ${show(text)}`,
      help: "write --header 'Content-Type: application/json'",
    });
  }
  return [name, value];
}

function readBody(text: string): string | Uint8Array {
  if (!text.startsWith('@')) return text;
  const file = text.slice(1);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError('request/body', {
      message: `\`--body\` names a file that cannot be read, got: ${show(file)}: ${error instanceof Error ? error.message : String(error)}`,
      help: 'name a file after the `@`, or write the text itself',
    });
  }
}
