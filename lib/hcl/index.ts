export { type JsonObject, renderConfiguration } from './render-configuration';
