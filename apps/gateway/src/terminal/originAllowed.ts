const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Returns true if a page of this origin may open a terminal. Only the market's own pages may. A program that is not a browser sends no origin, so only its
 * token is checked. All names of the loopback address count as the same origin.
 */
export function originAllowed({ origin, publicUrl }: { origin: string | undefined; publicUrl: string }): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  const own = new URL(publicUrl)
  if (from.origin === own.origin) return true
  return loopback.has(from.hostname) && loopback.has(own.hostname) && from.port === own.port && from.protocol === own.protocol
}
