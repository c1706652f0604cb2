import { MANAGED_PHASE, RATE_LIMIT_PHASE } from '../../cloudflare';
import { skipKeys, texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

/** Products that Cloudflare has replaced by phases, with what skips those: the narrowest comes first. */
const INSTEAD: Readonly<Record<string, string>> = {
  waf: `in the managed phase the rules that fired, under \`rules\`, or here all of them by the phase ${MANAGED_PHASE}`,
  rateLimit: `the phase ${RATE_LIMIT_PHASE}`,
};

export const skipPreviousProduct = ruleLint(
  'skip-previous-product',
  'warning',
  'an exception from products that Cloudflare has replaced, and from nothing else',
  ({ rule }) => {
    if (rule.action !== 'skip' || skipKeys(rule).some((key) => key !== 'products')) return [];
    const products = texts(rule, 'products');
    const cures = products.map((product) => (Object.hasOwn(INSTEAD, product) ? INSTEAD[product] : undefined));
    if (products.length === 0 || cures.includes(undefined)) return [];
    const names = products.map((product) => `\`${product}\``).join(' and ');
    return [
      {
        message: `${names} ${products.length === 1 ? 'is the previous version' : 'are previous versions'} of what runs today, of which nothing is skipped`,
        help: `name what is to be skipped today: ${cures.join('; ')}`,
      },
    ];
  },
);
