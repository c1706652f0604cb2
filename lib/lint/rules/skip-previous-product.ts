import { MANAGED_PHASE, RATE_LIMIT_PHASE } from '../../cloudflare';
import { skipKeys, texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

/** Products that Cloudflare has replaced by phases, with what skips those. */
const REPLACED: Readonly<Record<string, string>> = {
  waf: MANAGED_PHASE,
  rateLimit: RATE_LIMIT_PHASE,
};

export const skipPreviousProduct = ruleLint(
  'skip-previous-product',
  'warning',
  'an exception from products that Cloudflare has replaced, and from nothing else',
  ({ rule }) => {
    if (rule.action !== 'skip' || skipKeys(rule).some((key) => key !== 'products')) return [];
    const products = texts(rule, 'products');
    const phases = products.map((product) =>
      Object.hasOwn(REPLACED, product) ? REPLACED[product] : undefined,
    );
    if (products.length === 0 || phases.includes(undefined)) return [];
    const names = products.map((product) => `\`${product}\``).join(' and ');
    return [
      {
        message: `${names} ${products.length === 1 ? 'is the previous version' : 'are previous versions'} of what runs today, of which nothing is skipped`,
        help: `skip the phases instead: ${phases.join(', ')}`,
      },
    ];
  },
);
