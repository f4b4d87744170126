import type { IncomingHttpHeaders } from 'node:http'

/** How a request says who sent it: a token of ours for programs, or the cookie of a session. */
export type Credential = { kind: 'program'; token: string } | { kind: 'page'; cookie: string }

/** The header that carries our token beside an `Authorization` of the workload's own. */
export const tokenHeader = 'x-infinitio-token'

/** Our tokens for programs begin so, so that a workload's own are never taken for them. */
const ourBearer = /^bearer +(ipt_[\w-]{20,100})$/i

/** Our token in an `Authorization` header, or null: then the header is the workload's. */
export function bearerOf(authorization: string | undefined): string | null {
  return ourBearer.exec(authorization ?? '')?.[1] ?? null
}

/** Reads what a request carries of ours; null when there is nothing. A token goes before a cookie. */
export function readCredential(headers: IncomingHttpHeaders, cookieName: string): Credential | null {
  const header = headers[tokenHeader]
  const token = typeof header === 'string' ? header : bearerOf(headers.authorization)
  if (token !== null) return { kind: 'program', token }
  const cookie = cookiesOf(headers.cookie).find(({ name }) => name === cookieName)
  return cookie === undefined ? null : { kind: 'page', cookie: cookie.value }
}

/** The pairs of a Cookie header, each with its text. */
export function cookiesOf(header: string | undefined): { name: string; value: string; text: string }[] {
  return (header ?? '').split(';').flatMap((part) => {
    const text = part.trim()
    const [name = '', ...value] = text.split('=')
    return text === '' ? [] : [{ name: name.trim(), value: value.join('=').trim(), text }]
  })
}
