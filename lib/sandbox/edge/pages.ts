import type { MitigatingAction } from '../../cloudflare';

/** The page for a request that a rule ended: what a visitor of the real edge sees, in short. */
export function stopPage(action: MitigatingAction, host: string, rayId: string): string {
  return action === 'block'
    ? page('Attention Required! | Cloudflare', [
        '<h1>Sorry, you have been blocked</h1>',
        `<h2>You are unable to access ${escapeHtml(host)}</h2>`,
        `<p>Cloudflare Ray ID: <strong>${rayId}</strong></p>`,
      ])
    : page('Just a moment...', [
        `<h1>${escapeHtml(host)}</h1>`,
        '<p>Verifying you are human. This sandbox has no way to pass the challenge.</p>',
        `<p>Ray ID: <code>${rayId}</code></p>`,
      ]);
}

function page(title: string, body: readonly string[]): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body>\n${body.join('\n')}\n</body>\n</html>\n`;
}

/** The host is the client's text. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
