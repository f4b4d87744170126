import type { IncomingMessage } from 'node:http'
import { sessionCookies } from './portSessions.ts'
import { isHopByHop } from './requestHeaders.ts'

/** Headers that affect a whole domain, and thus other leases, so a workload may not set them. */
const neverPassed = new Set(['clear-site-data', 'alt-svc'])

/**
 * Returns the headers that the renter gets: the workload's headers without those that apply only to its connection. Limits each cookie to its own host (no
 * Domain), and removes cookies with the gateway's names.
 */
export function answerHeaders({ rawHeaders, headers }: Pick<IncomingMessage, 'rawHeaders' | 'headers'>): string[] {
  const kept: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    const plain = name.toLowerCase()
    if (neverPassed.has(plain) || isHopByHop(plain, headers.connection)) continue
    const text = plain === 'set-cookie' ? ownCookie(value) : value
    if (text !== null) kept.push(name, text)
  }
  return kept
}

function ownCookie(value: string): string | null {
  const [pair = '', ...attributes] = value.split(';')
  if (sessionCookies.some((name) => name === pair.split('=')[0]?.trim())) return null
  return [pair, ...attributes.filter((attribute) => !/^\s*domain\s*(=|$)/i.test(attribute))].join(';')
}
