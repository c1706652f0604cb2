/** The host of the dashboard. */
export const HOST = 'dashboard.example.com';

/** What the creator's page asks for. */
export const EXPORT = '/admin/tiktok-creator/export-mp4';
