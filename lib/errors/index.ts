export { InputError, withPlace } from './input-error';
export { requireKnownKeys } from './known-keys';
export { refuseToken, requireBoolean, requireString, requireStrings } from './literal';
export { environmentRedactor, type Redact, redactor, redactStreams } from './redact';
export { readJson } from './read-json';
export { safeJson } from './safe-json';
export { escapeControls, show } from './show';
export { didYouMean, nearest, suggestion } from './did-you-mean';
export { linesOf, shortenUncaughtErrors } from './uncaught';
