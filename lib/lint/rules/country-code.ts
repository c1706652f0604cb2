import { valueLint } from '../values/value-lint';

export const countryCode = valueLint('country-code', 'warning', 'a country code that no request has');
