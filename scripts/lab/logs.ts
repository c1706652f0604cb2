/** The logs of the origin, by the names of their files. */
export const LOGS = [
  'nginx-access.log',
  'nginx-combined.log',
  'nginx-error.log',
  'gunicorn-access.log',
  'gunicorn-error.log',
] as const;
