import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestPath } from './requestPath.ts'

const path = '/.well-known/security.txt'
const project = 'https://github.com/infinitio/infinitio'
const validDays = 90
const dayMs = 86_400_000

/** Returns true for a request of the file that says how to report problems of security (RFC 9116). */
export function asksForSecurityText({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && requestPath(url) === path
}

/**
 * Sends the security file. It contains the operator's contact, if there is one, and then the project's address for private security reports. It is valid until
 * the end (UTC) of the day that is 90 days from now, so that nobody uses an old copy for years.
 */
export function serveSecurityText(
  { publicUrl, contact, nowMs }: { publicUrl: string; contact: string | undefined; nowMs: number },
  { request, response }: { request: Pick<IncomingMessage, 'method'>; response: ServerResponse },
): void {
  const expires = new Date(Math.ceil(nowMs / dayMs + validDays) * dayMs).toISOString()
  const lines = [
    ...(contact === undefined ? [] : [`Contact: ${contact}`]),
    `Contact: ${project}/security/advisories/new`,
    `Expires: ${expires}`,
    'Preferred-Languages: en, zh',
    `Canonical: ${new URL(path, publicUrl).href}`,
    `Policy: ${project}/blob/main/SECURITY.md`,
  ]
  const text = `${lines.join('\n')}\n`
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'max-age=86400',
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}
