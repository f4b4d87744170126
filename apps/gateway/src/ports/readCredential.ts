import type { IncomingHttpHeaders } from 'node:http'

/** The credential of a request: a program's token, or the cookie of a session. */
export type Credential = { kind: 'program'; token: string } | { kind: 'page'; cookie: string }

/** The header for a program's access token, for workloads that use `Authorization` themselves. */
export const tokenHeader = 'x-infinitio-token'

/** Tokens for programs have this prefix, so that they are never confused with a workload's own tokens. */
const ourBearer = /^bearer +(ipt_[\w-]{20,100})$/i

/**
 * Returns the token that a program sends in the `Authorization` header. Returns null if the header has another form, because it is then meant for the workload.
 */
export function bearerOf(authorization: string | undefined): string | null {
  return ourBearer.exec(authorization ?? '')?.[1] ?? null
}

/** Reads a visitor's token or cookie from the headers, or returns null if there is neither. If both are sent, the token is used. */
export function readCredential(headers: IncomingHttpHeaders, cookieName: string): Credential | null {
  const header = headers[tokenHeader]
  const token = typeof header === 'string' ? header : bearerOf(headers.authorization)
  if (token !== null) return { kind: 'program', token }
  const cookie = cookiesOf(headers.cookie).find(({ name }) => name === cookieName)
  return cookie === undefined ? null : { kind: 'page', cookie: cookie.value }
}

/** Splits a Cookie header into its cookies. `text` is the unchanged text of a cookie, `name=value`. */
export function cookiesOf(header: string | undefined): { name: string; value: string; text: string }[] {
  return (header ?? '').split(';').flatMap((part) => {
    const text = part.trim()
    const [name = '', ...value] = text.split('=')
    return text === '' ? [] : [{ name: name.trim(), value: value.join('=').trim(), text }]
  })
}
