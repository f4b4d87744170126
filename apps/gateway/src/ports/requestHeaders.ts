import type { IncomingMessage } from 'node:http'
import { bearerOf, cookiesOf, tokenHeader } from './readCredential.ts'
import { languageCookie } from './refuseVisitor.ts'

/** Headers that apply to one connection only (RFC 9110, 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]
/** Headers that a visitor may not send to a workload, because only the gateway may set them or because they are meant for the gateway. */
const ours = ['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'via', 'expect', 'http2-settings', tokenHeader]

/**
 * Headers that are also dropped if they are written with `_` instead of `-`, such as `content_length`. Some servers treat both spellings as equal, and would
 * read a header that the gateway did not check.
 */
const neverDisguised = new Set(['authorization', 'content-length', 'cookie', 'host', 'origin'])
const neverForwarded = new Set([...hopByHop, ...ours])

/** Returns true if a header applies to one connection only: it is one of the standard ones, or the message's `Connection` header lists it. */
export function isHopByHop(name: string, connection: string | undefined): boolean {
  return (
    hopByHop.includes(name) ||
    (connection ?? '')
      .toLowerCase()
      .split(',')
      .some((named) => named.trim() === name)
  )
}

/**
 * Returns the headers that a workload gets. Leaves out the sender's headers that concern only this connection, and the gateway's cookies and token. Adds
 * headers that describe the sender, which only the gateway may set. Treats `_` in a header's name as `-`, because many servers do.
 */
export function requestHeaders(
  request: IncomingMessage,
  { cookieName, isSecure, extra }: { cookieName: string; isSecure: boolean; extra: readonly string[] },
): string[] {
  const { headers, rawHeaders } = request
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    const plain = name.toLowerCase().replaceAll('_', '-')
    if (neverForwarded.has(plain) || plain.startsWith('x-forwarded-') || isHopByHop(plain, headers.connection)) continue
    if (name.includes('_') && neverDisguised.has(plain)) continue
    if (plain === 'authorization' && bearerOf(value) !== null) continue
    const text = plain === 'cookie' ? withoutOurs(value, cookieName) : value
    if (text !== null) kept.push(name, text)
  }
  const address = request.socket.remoteAddress?.replace(/^::ffff:/i, '') ?? 'unknown'
  kept.push('X-Forwarded-For', address, 'X-Forwarded-Proto', isSecure ? 'https' : 'http', 'X-Forwarded-Host', headers.host ?? '')
  return [...kept, ...extra]
}

function withoutOurs(value: string, cookieName: string): string | null {
  const others = cookiesOf(value).filter(({ name }) => name !== cookieName && name !== languageCookie)
  return others.length === 0 ? null : others.map(({ text }) => text).join('; ')
}
