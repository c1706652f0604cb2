import { jsonText } from '../errors';
import { type CloudflareReader, type LiveJson, type LiveObject } from '../api-client';
import { CUSTOM_PHASE } from '../cloudflare';
import type { ExceptionDeclaration, ZoneDeclaration } from '../coexistence';
import { type ExceptionPhase, PHASES, REF_PREFIX } from '../exceptions';
import {
  canonical,
  carriedRule,
  findZone,
  isLeftOut,
  isOwn,
  type LiveEntryPoint,
  lossesOf,
  otherRules,
  readEntryPoint,
  refOf,
} from '../preflight';
import { type Text, text } from '../review/text';
import { executed, readRule, rulesById, texts } from '../rulesets';
import type { Check } from './check';

/** A zone of the stack as the API holds it. */
export interface LiveZone {
  readonly declaration: ZoneDeclaration;
  /** Name of the zone, or its id where the stack names it so. */
  readonly name: string;
  readonly zoneId: string;
  readonly entryPoints: readonly {
    readonly phase: ExceptionPhase;
    readonly live: LiveEntryPoint | undefined;
  }[];
}

/**
 * Reads both entry points of a zone.
 *
 * @throws InputError `preflight/zone`, `cloudflare/...` from the reader
 */
export async function readLiveZone(
  declaration: ZoneDeclaration,
  reader: CloudflareReader,
): Promise<LiveZone> {
  const { zone } = declaration;
  const zoneId = await findZone(zone, reader);
  const rulesets = await reader.rulesets(zoneId);
  const entryPoints: LiveZone['entryPoints'][number][] = [];
  for (const phase of Object.keys(PHASES) as ExceptionPhase[]) {
    entryPoints.push({ phase, live: await readEntryPoint(zoneId, phase, rulesets, reader) });
  }
  return { declaration, name: 'id' in zone ? zone.id : zone.name, zoneId, entryPoints };
}

/**
 * Whether each exception of the stack is live once, as it is declared and before what it skips, and nothing else of its
 * namespaces is. Nothing is said of rules of others, but for those that the stack removes or replaces.
 */
export function liveRuleChecks(zone: LiveZone): readonly Check[] {
  const checks = zone.entryPoints.flatMap(({ phase, live }) => {
    const place: Place = { zone, phase, rules: live?.rules ?? [] };
    const leftOver = leftOverChecks(place);
    if (isLeftOut(zone.declaration, phase)) return leftOver;
    const declared = zone.declaration.exceptions.filter((exception) => exception.phase === phase);
    return [
      ...declared.flatMap((exception) => exceptionChecks(place, exception)),
      ...leftOver,
      ...removed(place),
    ];
  });
  if (checks.length > 0) return checks;
  const sentence = text`the code declares no exception, and no rule of its namespaces is live.`;
  return [{ about: 'live-rules', outcome: 'verified', zone: zone.name, ref: undefined, sentence }];
}

/** One phase of a zone, with its rules in their live order. */
interface Place {
  readonly zone: LiveZone;
  readonly phase: ExceptionPhase;
  readonly rules: readonly LiveObject[];
}

const DEPLOY_AGAIN = text`find out who changed it, then deploy again`;

function exceptionChecks(place: Place, exception: ExceptionDeclaration): readonly Check[] {
  const { phase, rules } = place;
  const { ref } = exception.rule;
  const about = { about: 'live-rules', zone: place.zone.name, ref } as const;
  const failed = (sentence: Text, help: Text = DEPLOY_AGAIN): Check => ({
    ...about,
    outcome: 'failed',
    sentence,
    help,
  });
  const own = rules.filter((rule) => refOf(rule) === ref);
  const [rule] = own;
  if (rule === undefined) {
    return [
      failed(
        text`${ref} is not live in ${phase}.`,
        text`deploy the stack; if it was deployed, someone has removed the rule since`,
      ),
    ];
  }
  if (own.length > 1) return [failed(text`${ref} is live ${own.length} times in ${phase}.`)];
  const problems = [...differences(rule, exception), ...misplaced(place, exception)];
  if (problems.length > 0) return problems.map((sentence) => failed(sentence));
  return [
    {
      ...about,
      outcome: 'verified',
      sentence: text`${ref} is live in ${phase} as the code declares it, before what it skips.`,
    },
  ];
}

/** In which members the live rule is not what the code declares. */
function differences(live: LiveObject, { rule }: ExceptionDeclaration): readonly Text[] {
  const planned = carriedRule(rule as unknown as LiveObject);
  const found = carriedRule(live);
  const names = [...new Set([...Object.keys(planned), ...Object.keys(found)])];
  const differing = names.filter(
    (name) => canonical(planned[name] ?? null) !== canonical(found[name] ?? null),
  );
  // What Terraform does not know is nowhere in the comparison above.
  const beyond = lossesOf(live).filter(
    ({ path }) => !differing.some((name) => path === name || path.startsWith(`${name}.`)),
  );
  return [
    ...differing.map(
      (name) =>
        text`the \`${[name]}\` of ${rule.ref} differs from the code: it is ${shown(found[name])}, and the code says ${shown(planned[name])}.`,
    ),
    ...beyond.map(
      ({ path, value }) =>
        text`${rule.ref} has ${path === '' ? 'a form' : path} that the code does not declare: ${shown(value)}.`,
    ),
  ];
}

function shown(value: LiveJson | undefined): string {
  if (typeof value === 'string') return value;
  return value === undefined ? 'nothing' : jsonText(value);
}

/** A skip reaches the rules that follow it. That of a later phase or of a product has no place to keep. */
function misplaced({ phase, rules }: Place, { rule }: ExceptionDeclaration): readonly Text[] {
  const own = readRule(rule);
  const isCurrent = own.parameters?.['ruleset'] === 'current';
  const skipped = new Set([...texts(own, 'rulesets'), ...rulesById(own).keys()]);
  const before = rules.slice(
    0,
    rules.findIndex((one) => refOf(one) === rule.ref),
  );
  return before
    .filter((one) => one['enabled'] !== false && !refOf(one).startsWith(REF_PREFIX))
    .filter((one) => {
      const id = executed(readRule(one));
      return (
        (isCurrent && (phase === CUSTOM_PHASE || id !== undefined)) || (id !== undefined && skipped.has(id))
      );
    })
    .map(
      (one) =>
        text`${rule.ref} comes after ${labelOf(one)} in ${phase}, which it should skip, so it has no effect on it.`,
    );
}

function labelOf(rule: LiveObject): string {
  const { description } = rule;
  return typeof description === 'string' && description !== '' ? description : refOf(rule);
}

/** Rules of the stack's namespaces that its code does not declare for this phase. */
function leftOverChecks({ zone, phase, rules }: Place): readonly Check[] {
  const { declaration } = zone;
  const isLeft = isLeftOut(declaration, phase);
  return rules
    .filter((rule) => isOwn(declaration, rule))
    .flatMap((rule): readonly Check[] => {
      const ref = refOf(rule);
      const declared = declaration.exceptions.find((exception) => exception.rule.ref === ref);
      if (!isLeft && declared?.phase === phase) return [];
      const place = { about: 'live-rules', outcome: 'failed', zone: zone.name, ref } as const;
      if (declared !== undefined && declared.phase !== phase) {
        return [
          {
            ...place,
            sentence: text`${ref} is live in ${phase}, but the code puts it into ${declared.phase}.`,
            help: text`an exception that changes its phase needs a second deploy, which removes it from the first one`,
          },
        ];
      }
      return [
        {
          ...place,
          sentence: text`${ref} is live in ${phase}, but the code does not declare it.`,
          help: isLeft
            ? text`\`phases\` of the ZoneWaf leaves this phase out: deploy once without it, or remove the rule by hand`
            : text`deploy again: a rule of the namespace that the code does not declare is removed`,
        },
      ];
    });
}

/** Rules of others that the deploy was to take away. */
function removed({ zone, phase, rules }: Place): readonly Check[] {
  const others = otherRules(zone.declaration, phase, rules);
  const check = (rule: LiveObject, why: Text): Check => ({
    about: 'live-rules',
    outcome: 'failed',
    zone: zone.name,
    ref: refOf(rule),
    sentence: text`${labelOf(rule)} is live in ${phase}, but ${why}.`,
    help: DEPLOY_AGAIN,
  });
  return [
    ...others.replaced.map((rule) => check(rule, text`an exception of the code replaces it`)),
    ...others.removed.map((rule) => check(rule, text`the ZoneWaf removes the rules of others`)),
  ];
}
