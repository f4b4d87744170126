import type { OutgoingHttpHeader, ServerResponse } from 'node:http'

/**
 * Adds a cookie to an answer at the moment when its headers are sent, but not if shared caches may store the answer, as for `/docs/images/x.webp?lang=zh`. A
 * cache would give the cookie of one visitor to others.
 */
export function setPrivateCookie(response: ServerResponse, cookie: string): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse
  response.writeHead = ((...args: unknown[]) => {
    if (!isPublic(response.getHeader('cache-control'), args.at(-1))) response.appendHeader('set-cookie', cookie)
    return writeHead(...args)
  }) as ServerResponse['writeHead']
}

/**
 * Returns true if shared caches may store the answer, according to its header `cache-control`. `before` is the value that was set earlier. `headers` are the
 * headers that `writeHead` gets: an object, or an array of names and values.
 */
function isPublic(before: OutgoingHttpHeader | undefined, headers: unknown): boolean {
  const given = Array.isArray(headers) ? headers.flat().join(' ') : typeof headers === 'object' && headers !== null ? cacheControlOf(headers) : ''
  return /\b(public|s-maxage)\b/i.test(`${before ?? ''} ${given}`)
}

function cacheControlOf(headers: object): string {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === 'cache-control')
    .map(([, value]) => String(value))
    .join(' ')
}
