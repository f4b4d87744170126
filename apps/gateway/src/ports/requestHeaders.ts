import type { IncomingMessage } from 'node:http'
import { bearerOf, cookiesOf, tokenHeader } from './readCredential.ts'
import { languageCookie } from './visitorLanguage.ts'

/** Headers that are for one connection alone (RFC 9110, 7.6.1). */
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
/** What only we may say to a workload, and what is ours alone. */
const ours = ['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'via', 'expect', 'http2-settings', tokenHeader]

/** What a server that takes `_` for `-` would read beside, or instead of, what was judged here. */
const neverDisguised = new Set(['authorization', 'content-length', 'cookie', 'host', 'origin'])
const neverForwarded = new Set([...hopByHop, ...ours])

/** Names of headers that are for one connection, the ones it names itself included. */
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
 * The headers a workload gets: as they came, without what is for this connection or for us (our cookies, our token), and with what only we may say
 * about the sender. A name with `_` counts as one with `-`, as many servers take it.
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
