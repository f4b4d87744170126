import type { OutgoingHttpHeader, ServerResponse } from 'node:http'

/**
 * Sets a cookie on an answer when its headers are sent, unless shared caches may store the answer. They would give the cookie of one visitor to others:
 * `/docs/images/x.webp?lang=zh` is public.
 */
export function setPrivateCookie(response: ServerResponse, cookie: string): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse
  response.writeHead = ((...args: unknown[]) => {
    if (!isPublic(response.getHeader('cache-control'), args.at(-1))) response.appendHeader('set-cookie', cookie)
    return writeHead(...args)
  }) as ServerResponse['writeHead']
}

/** Reads the header that was set before, and the headers that `writeHead` gets: an object, or names and values in turn. */
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
