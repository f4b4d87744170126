/**
 * Returns the policy of one page. Scripts need this page's nonce. Connections may only go to this site and the gateway's terminal, forms only to this
 * site and to ports of leases. `isDevelopment` also allows the needs of Next's development build.
 */
export function contentSecurityPolicy({
  nonce,
  terminalUrl,
  portsUrl,
  isDevelopment,
}: {
  nonce: string
  terminalUrl: string
  portsUrl: string
  isDevelopment: boolean
}): string {
  const terminal = new URL(terminalUrl).origin === 'null' ? terminalOrigin(terminalUrl) : new URL(terminalUrl).origin
  const { protocol, host } = new URL(portsUrl)
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${terminal}${isDevelopment ? ' ws:' : ''}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${protocol}//*.${host}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

function terminalOrigin(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
