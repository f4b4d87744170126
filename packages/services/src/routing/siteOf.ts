const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Returns the site of a service: the host name of its URL. Services of one host count as one site. Exception: addresses of this computer, on which all test
 * services of a development chain run; there each port is a site. Nobody gains from this exception on other chains, because a router cannot reach such
 * addresses of other machines. Returns null for text that is not a URL.
 */
export function siteOf(url: string): string | null {
  const read = URL.parse(url)
  if (read === null) return null
  return loopback.has(read.hostname) ? read.host : read.hostname
}
