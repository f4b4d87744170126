const plainName = 'infinitio_session'
const secureName = '__Host-infinitio_session'

/** Name of the session cookie: with the `__Host-` prefix when the site is https, so that no other site can set it. */
function nameFor(isHttps: boolean): string {
  return isHttps ? secureName : plainName
}

/** The session token in a Cookie header, or null. */
export function readSessionCookie(header: string | null, { isHttps }: { isHttps: boolean }): string | null {
  const name = nameFor(isHttps)
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined && /^[A-Za-z0-9_-]{20,100}$/.test(value)) return value
  }
  return null
}

/** A Set-Cookie value: HttpOnly, SameSite=Strict, Secure when https. An age of 0 removes it. */
export function sessionCookie({ token, maxAgeSeconds, isHttps }: { token: string; maxAgeSeconds: number; isHttps: boolean }): string {
  return `${nameFor(isHttps)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${isHttps ? '; Secure' : ''}`
}
