import { escapeControls, show } from '../../errors';
import type { DryRunReport, Refusal } from './dry-run-report';

/** Longest answer of Cloudflare that is repeated, in characters: it may quote a whole expression twice. */
const MAX_MESSAGE = 1000;

/** What Cloudflare was asked and said, for people. Safe on a terminal. */
export function dryRunLines({ outcome, rules, refusals, newLists }: DryRunReport): readonly string[] {
  const list = `this list of ${rules} ${rules === 1 ? 'rule' : 'rules'}`;
  const lists = newLists.length === 0 ? [] : [`    ${newListsText(newLists)}`];
  switch (outcome) {
    case 'off':
      return [];
    case 'unchanged':
      return ['  nothing would be written'];
    case 'no-plan':
      return ['  Cloudflare was not asked: Terraform would refuse the plan'];
    case 'not-allowed':
      return [
        `  warning: Cloudflare was not asked whether it would take ${list}: the token may only read`,
        '    help: a token with Zone WAF Edit can ask; nothing is written',
      ];
    case 'accepted':
      return [`  Cloudflare would take ${list}`, ...lists];
    case 'refused':
      return [`  Cloudflare would refuse ${list}`, ...lists, ...refusals.flatMap(refusalLines)];
  }
}

function newListsText(lists: readonly string[]): string {
  const names = lists.map((name) => show(`$${name}`)).join(', ');
  return `asked with an address in the place of ${names}, which this deploy makes first`;
}

function refusalLines({ rule, code, message, pointer, help }: Refusal): readonly string[] {
  const about = rule === undefined ? 'the list as a whole' : `rule ${ruleText(rule)}`;
  const place = pointer === '' ? '' : ` at ${show(pointer)}`;
  const said = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}...` : message;
  return [
    `    ${about}${place}`,
    `      Cloudflare says${code === undefined ? '' : ` (code ${code})`}: ${escapeControls(said)}`,
    ...(help === undefined ? [] : [`      help: ${help}`]),
  ];
}

function ruleText({ ref, description }: { readonly ref: string; readonly description: string }): string {
  return `${show(ref)}${description === '' ? '' : `: ${show(description)}`}`;
}
