import type { EndpointDescription } from '@infinitio/endpoints'

/** The parts of a request that decide whether a page of any site may read the answer. */
export type AskedRead = {
  readonly method: string
  readonly path: string
  readonly cookie: string | null
  readonly authorization: string | null
  /** The method that a preflight asks for. */
  readonly asksFor: string | null
}

/**
 * Headers of an answer that a page of any site may read: without credentials, since `*` never goes with them. All answers of an open endpoint carry them, so that a cache
 * cannot hold one without.
 */
export const openReadHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-request-id, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after',
}

/** Headers of the answer to a preflight. `Authorization` is not among those that are allowed. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET',
  'access-control-allow-headers': 'accept, last-event-id',
  'access-control-max-age': '600',
}

/** True for an endpoint that answers anybody: a GET that needs no token. */
export function isOpenRead({ method, access }: Pick<EndpointDescription, 'method' | 'access'>): boolean {
  return method === 'get' && (access === 'public' || access === 'optional')
}

/**
 * Returns a check whether a page of another site may send a request: a GET of an open endpoint, or the preflight of one, that has neither cookie nor token. Everything else
 * of a foreign page is refused.
 */
export function openReads(endpoints: readonly Pick<EndpointDescription, 'method' | 'access' | 'path'>[]): (asked: AskedRead) => boolean {
  const pathOf = (path: string) => new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
  const closed = endpoints.filter((endpoint) => endpoint.method === 'get' && !isOpenRead(endpoint) && !endpoint.path.includes('{'))
  const paths = [...endpoints.filter(isOpenRead).map(({ path }) => pathOf(path)), pathOf('/openapi.json')]
  // `/orders/places` is not an order with this hash.
  const closedPaths = new Set(closed.map(({ path }) => `/api/v1${path}`))
  return ({ method, path, cookie, authorization, asksFor }) => {
    if (cookie !== null || authorization !== null) return false
    if (method !== 'GET' && !(method === 'OPTIONS' && asksFor === 'GET')) return false
    return !closedPaths.has(path) && paths.some((pattern) => pattern.test(path))
  }
}
