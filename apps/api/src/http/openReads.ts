import type { EndpointDescription } from '@infinitio/endpoints'

/** The data of a request that decides whether any page on the web may read the answer. */
export type AskedRead = {
  readonly method: string
  readonly path: string
  readonly cookie: string | null
  readonly authorization: string | null
  /** In a preflight request: the method that the page wants to use. Null in other requests. */
  readonly asksFor: string | null
}

/**
 * Headers of an answer that pages of any site may read. Browsers send no credentials, because `*`
 * excludes them. All answers of an open endpoint have these headers, so that no cache stores an
 * answer without them.
 */
export const openReadHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-request-id, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after',
}

/** Headers of the answer to a preflight request. They do not allow `Authorization`. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET',
  'access-control-allow-headers': 'accept, last-event-id',
  'access-control-max-age': '600',
}

/** Returns true for a GET endpoint that anybody may call without a token. */
export function isOpenRead({ method, access }: Pick<EndpointDescription, 'method' | 'access'>): boolean {
  return method === 'get' && (access === 'public' || access === 'optional')
}

/**
 * Returns a function that checks whether a page of another site may send a request. It allows GET requests to open endpoints and their preflights, without
 * cookie and token, and refuses all others.
 */
export function openReads(endpoints: readonly Pick<EndpointDescription, 'method' | 'access' | 'path'>[]): (asked: AskedRead) => boolean {
  const pathOf = (path: string) => new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
  const closed = endpoints.filter((endpoint) => endpoint.method === 'get' && !isOpenRead(endpoint) && !endpoint.path.includes('{'))
  const paths = [...endpoints.filter(isOpenRead).map(({ path }) => pathOf(path)), pathOf('/openapi.json')]
  // Exclude paths such as `/orders/places`: it needs a token although it matches the pattern of the public path `/orders/{hash}`.
  const closedPaths = new Set(closed.map(({ path }) => `/api/v1${path}`))
  return ({ method, path, cookie, authorization, asksFor }) => {
    if (cookie !== null || authorization !== null) return false
    if (method !== 'GET' && !(method === 'OPTIONS' && asksFor === 'GET')) return false
    return !closedPaths.has(path) && paths.some((pattern) => pattern.test(path))
  }
}
