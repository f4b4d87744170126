const plainName = 'infinitio_session'
const secureName = '__Host-infinitio_session'

/**
 * Returns the name of the session cookie. On https, the name has the prefix `__Host-`, with which
 * browsers prevent other subdomains from setting the cookie.
 */
function nameFor(isHttps: boolean): string {
  return isHttps ? secureName : plainName
}

/** Returns the session token in a Cookie header, or null. */
export function readSessionCookie(header: string | null, { isHttps }: { isHttps: boolean }): string | null {
  const name = nameFor(isHttps)
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{20,100}$/.test(value)) return value
  }
  return null
}

/**
 * Returns a Set-Cookie value with HttpOnly, SameSite=Strict, and Secure on https. A `maxAgeSeconds`
 * of 0 removes the cookie.
 */
export function sessionCookie({ token, maxAgeSeconds, isHttps }: { token: string; maxAgeSeconds: number; isHttps: boolean }): string {
  return `${nameFor(isHttps)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${isHttps ? '; Secure' : ''}`
}
