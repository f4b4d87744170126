import type { Refusal } from '@infinitio/domain'

/**
 * The host names under which this server answers, and the origins of the pages that may call it. `aliases` are names inside a private network, and nobody signs
 * in with them.
 */
export type Site = {
  readonly publicUrl: string
  readonly isHttps: boolean
  /** True if the public address is on this machine. */
  readonly isLocal: boolean
  /** The public name with its port: the domain that users sign in to. */
  readonly publicHost: string
  readonly hosts: ReadonlySet<string>
  readonly aliases: ReadonlySet<string>
  readonly origins: ReadonlySet<string>
}

/**
 * Returns the site that has a public address and a local port. Its host names are the public name, loopback names at the port, and `aliases` (host:port). Pages
 * on loopback may call the API only if the public address is on loopback, too. Otherwise such a page belongs to some other program on the visitor's machine.
 */
export function siteOf({ publicUrl, port, aliases }: { publicUrl: string; port: number; aliases: readonly string[] }): Site {
  const url = new URL(publicUrl)
  const local = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return {
    publicUrl: url.origin,
    isHttps: url.protocol === 'https:',
    isLocal,
    publicHost: url.host,
    hosts: new Set([url.host, ...local]),
    aliases: new Set(aliases),
    origins: new Set([url.origin, ...(isLocal ? local.map((host) => `http://${host}`) : [])]),
  }
}

/**
 * Returns null if the server may answer a request. Otherwise returns the refusal: for a request to another host name `auth.host_refused` (against DNS
 * rebinding), for one from a page of another site `auth.origin_refused`. A request without the header Origin is accepted unless its header Sec-Fetch-Site is
 * `cross-site`.
 */
export function checkSite(
  site: Site,
  { host, origin, fetchSite }: { host: string | null; origin: string | null; fetchSite: string | null },
): Refusal | null {
  const name = host?.toLowerCase() ?? ''
  if (!site.hosts.has(name) && !site.aliases.has(name)) return { rejected: 'auth.host_refused', detail: `host ${(host ?? 'missing').slice(0, 100)}` }
  if (!isForeign(site, { origin, fetchSite })) return null
  return { rejected: 'auth.origin_refused', detail: origin === null ? 'cross-site' : `origin ${origin.slice(0, 100)}` }
}

/** Returns true if a page of another site sent the request. `read` returns the value of a header, or null if it is absent. */
export function isForeignPage(site: Site, read: (name: string) => string | null): boolean {
  return isForeign(site, { origin: read('origin'), fetchSite: read('sec-fetch-site') })
}

function isForeign(site: Site, { origin, fetchSite }: { origin: string | null; fetchSite: string | null }): boolean {
  return origin === null ? fetchSite === 'cross-site' : !site.origins.has(origin)
}
