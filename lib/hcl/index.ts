export { type JsonObject, renderConfiguration } from './render-configuration';
export { renderValue } from './render-value';
export { quoteHcl } from './template';
