import type { IncomingMessage } from 'node:http'
import { sessionCookies } from './portSessions.ts'
import { isHopByHop } from './requestHeaders.ts'

/** What a workload may not say for a whole domain, of which its host is a part: names of other leases are in it. */
const neverPassed = new Set(['clear-site-data', 'alt-svc'])

/**
 * The headers a renter gets: as the workload sent them, without what is for its connection. A cookie is for its own host alone (no
 * Domain), and never one of ours.
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
