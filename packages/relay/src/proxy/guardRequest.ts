import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { RelayError } from '../relayError.ts'

/**
 * Checks that a request has the API key and does not come from a foreign web page. It rejects requests with another host name (after DNS rebinding), a foreign
 * origin, or a posted body that is not JSON. Throws `serving.origin_foreign`, `serving.key_wrong` and `serving.type_wrong`.
 */
export function guardRequest({ headers, method }: IncomingMessage, { port, apiKey }: { readonly port: number; readonly apiKey: string }): void {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (headers.host === undefined || !own.includes(headers.host)) throw new RelayError('serving.origin_foreign', 'Host')
  const { origin } = headers
  if (origin !== undefined && !own.some((host) => origin === `http://${host}`)) throw new RelayError('serving.origin_foreign', 'Origin')
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new RelayError('serving.origin_foreign', 'Sec-Fetch-Site')
  const [, given = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? []
  if (!isEqual(given, apiKey)) throw new RelayError('serving.key_wrong')
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  if (method === 'POST' && type.trim().toLowerCase() !== 'application/json') throw new RelayError('serving.type_wrong')
}

/** Compares the hashes of two keys. Hashes have equal lengths, so the time of the comparison reveals nothing about the key. */
function isEqual(given: string, expected: string): boolean {
  const hashOf = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hashOf(given), hashOf(expected))
}
