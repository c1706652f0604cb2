/** Variables of the outer environment that commands need to run, and that open nothing. */
const NAMES = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'HOSTNAME', 'SHELL', 'SHLVL', 'PWD', 'OLDPWD', 'INIT_CWD'],
  ...['TMPDIR', 'TMP', 'TEMP', 'RUNNER_TEMP', 'XDG_CACHE_HOME'],
  ...['LANG', 'LANGUAGE', 'TZ', 'TERM', 'TERMINFO', 'TERM_PROGRAM', 'COLORTERM', 'COLUMNS', 'LINES'],
  ...['NO_COLOR', 'FORCE_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE', 'CI', 'GITHUB_ACTIONS', 'DEBUG'],
  ...['EDITOR', 'VISUAL', 'PAGER', 'LESS', 'PS1'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GOGC', 'GOMEMLIMIT', 'GOMAXPROCS'],
  ...['GOROOT', 'GOPATH', 'GOCACHE', 'GOMODCACHE', 'JAVA_HOME', 'PYTHONPATH', 'VIRTUAL_ENV', 'N_PREFIX'],
];

/** Their families: the runtime, package managers and version managers, and the stack's own settings. */
const FAMILIES = [
  ...['LC_', 'NODE_', 'TS_NODE_', 'JEST_', 'JSII_', 'WAF_'],
  ...['npm_', 'NPM_CONFIG_', 'YARN_', 'PNPM_', 'COREPACK_', 'BUN_'],
  ...['NVM_', 'FNM_', 'VOLTA_', 'ASDF_', 'MISE_', 'TFENV_', 'TENV_'],
];

/** Members of a family that carry a secret, such as `NODE_AUTH_TOKEN`. */
const SECRETS = ['token', 'secret', 'passw', 'credential', 'auth', 'apikey', 'api_key', 'private'];

/** Inputs of the stack, whatever they are called, and what only changes how Terraform prints. */
const TERRAFORM = ['TF_VAR_', 'TF_LOG', 'TF_IN_AUTOMATION'];

/**
 * Whether a command in the sandbox gets this variable of the outer environment. What is not known to be needed stays
 * outside, because no list can name every variable that leads to an account.
 */
export function isAllowed(name: string): boolean {
  if (NAMES.includes(name) || startsWithOne(name, TERRAFORM)) return true;
  return startsWithOne(name, FAMILIES) && !SECRETS.some((word) => name.toLowerCase().includes(word));
}

/** The same for the shell: patterns of `case` for what is kept out, and for what is let in after that. */
export function shellPatterns(): { readonly secret: string; readonly allowed: string } {
  const anyCase = (word: string) => word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
  const secrets = SECRETS.map((word) => `*${anyCase(word)}*`);
  return {
    secret: FAMILIES.flatMap((family) => secrets.map((word) => `${family}${word}`)).join('|'),
    allowed: [...NAMES, ...[...TERRAFORM, ...FAMILIES].map((family) => `${family}*`)].join('|'),
  };
}

function startsWithOne(name: string, starts: readonly string[]): boolean {
  return starts.some((start) => name.startsWith(start));
}
