import { checkedPhase } from '../../cloudflare';
import { givenText } from '../../cloudflare/rule';
import { elementPath, memberPath } from '../../errors';
import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { blocksWithoutRulesets, readResources } from './read-resources';
import { readRule, readRuleset } from './read-ruleset';
import { at, OF_API, OF_CONFIGURATION } from './source';
import type { Rule } from '../rule';
import { isTemplate } from './terraform-resource';

type Json = Readonly<Record<string, unknown>>;

/** The exceptions that a synthesised stack declares, by zone and phase. */
export function readDeclarations(zones: readonly unknown[], path: string): readonly PlacedList[] {
  return zones.flatMap((declaration, index) => {
    const { zone, exceptions } = objectOf(declaration);
    const exceptionsPath = memberPath(elementPath(path, index), 'exceptions');
    const { name, id } = objectOf(zone);
    const zoneName = textOf(name);
    const phases = new Set(listOf(exceptions).map((exception) => checkedPhase(objectOf(exception)['phase'])));
    return [...phases].map((phase) => ({
      place: `zone ${zoneName ?? textOf(id) ?? ''}, ${phase ?? 'unknown phase'}`,
      list: {
        phase,
        kind: 'zone',
        zoneName,
        zoneId: textOf(id),
        rules: listOf(exceptions).flatMap((exception, position) => {
          const { phase: own, rule, accept } = objectOf(exception);
          if (checkedPhase(own) !== phase) return [];
          const source = at(OF_API, memberPath(elementPath(exceptionsPath, position), 'rule'));
          return [{ ...readRule(rule, source), accepted: acceptedIn(accept) }];
        }),
      },
    }));
  });
}

/** The findings that an exception accepts, without the reasons; `undefined` if there are none. */
function acceptedIn(accept: unknown): readonly string[] | undefined {
  const ids = listOf(accept).map((item) => textOf(objectOf(item)['finding']));
  return ids.length === 0 ? undefined : ids.filter((id) => id !== undefined);
}

/**
 * The rulesets that a stack writes by itself.
 *
 * @param isDeclared Whether the stack declares its exceptions: then its other lists are those that it shares with others, and
 * templates alone.
 */
export function readStackRulesets(stack: unknown, isDeclared: boolean): readonly PlacedList[] {
  const written = readResources(stack).flatMap(
    ({ type, address, values, isData, path = '' }): PlacedList[] => {
      if (type !== 'cloudflare_ruleset' || isData) return [];
      if (isDeclared && isTemplate(values['rules'])) return [];
      const list = readRuleset(withRules(values), at(OF_CONFIGURATION, path));
      return [{ place: address, list: { ...list, rules: list.rules.map(withoutEscapes) } }];
    },
  );
  return [...written, ...blocksWithoutRulesets(stack).map(noBlock)];
}

function noBlock({ path, value }: { readonly path: string; readonly value: unknown }): PlacedList {
  const reason = `must hold blocks, got: ${givenText(value)}`;
  const message = `\`${path}\` ${reason}`;
  const problem = {
    kind: 'type',
    pattern: 'resource',
    path,
    reason,
    message,
    help: 'write an object',
  } as const;
  return { place: path, list: { rules: [], problems: [problem] } };
}

/** Blocks that Terraform repeats are known to it alone. */
function withRules(ruleset: Json): Json {
  const { rules, dynamic } = ruleset;
  return rules === undefined && dynamic !== undefined ? { ...ruleset, rules: '${dynamic}' } : ruleset;
}

function withoutEscapes(rule: Rule): Rule {
  const { expression, inner } = rule;
  return {
    ...rule,
    expression: unescape(expression),
    ...(inner && { inner: inner.map((one) => ({ ...one, text: unescape(one.text) })) }),
  };
}

/** `$${` and `%%{` are how Terraform writes `${` and `%{`. */
function unescape(text: string): string {
  return text.replace(/([$%])\1(?=\{)/g, '$1');
}
