/**
 * Returns headers with which no browser runs or shows a file that somebody uploaded: it is downloaded, its type is not guessed, and a page that still opens it
 * has no scripts and no origin.
 */
export function harmlessHeaders({ name, bytes }: { readonly name: string; readonly bytes: number }): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'accept-ranges': 'none',
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename="${name}"`,
    'content-length': String(bytes),
  }
}
