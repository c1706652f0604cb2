import { didYouMean, InputError, show } from '../../../errors';
import type { Json } from '../json';
import { isObject } from '../json';
import { ANALYTICS_SETTINGS, type AnalyticsSettings } from '../state/analytics-settings';

/**
 * How GraphQL shows events and requests from now on; what is not given is as the plan of the zone has it.
 *
 * @throws InputError `sandbox/analytics`
 */
export function parseAnalytics(body: Json | undefined): AnalyticsSettings {
  if (!isObject(body))
    throw refused(`settings must be an object, got: ${show(body)}`, 'give { "sampleInterval": 10 }');
  for (const [key, value] of Object.entries(body)) {
    if (!(ANALYTICS_SETTINGS as readonly string[]).includes(key)) {
      throw refused(`unknown key ${show(key)}`, didYouMean(key, ANALYTICS_SETTINGS));
    }
    if (!Number.isSafeInteger(value) || Number(value) < 1) {
      throw refused(
        `${key} must be a whole number from 1 on, got: ${show(value)}`,
        'leave it out to use that of the plan',
      );
    }
  }
  return body;
}

function refused(message: string, help: string): InputError {
  return new InputError('sandbox/analytics', { message, help });
}
