import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorTable } from '@infinitio/domain'
import type { NotAdmitted } from './admitVisitor.ts'
import { noticePage } from './noticePage.ts'
import { type VisitorLanguage, visitorLanguage } from './visitorLanguage.ts'

type Refused = { request: IncomingMessage; response: ServerResponse; publicUrl: string; language?: VisitorLanguage | null }

/**
 * Answers in our own words, never the workload's: a plain page for a browser, with a link to the lease's page, and the code of the error table for programs. In
 * `language` where the sender named one, else as the request says.
 */
export function refuseVisitor({ request, response, publicUrl, language = null }: Refused, { refused, leaseId }: NotAdmitted): void {
  const { http: status, sentence, retry } = errorTable[refused]
  const isPage = request.headers.accept?.includes('text/html') === true
  const lease = leaseId === null ? publicUrl : new URL(`/leases/${leaseId}`, publicUrl).href
  const body = isPage
    ? noticePage(refused, { lease, language: language ?? visitorLanguage(request) })
    : JSON.stringify({ code: refused, detail: sentence })
  response.writeHead(status, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(retry ? { 'retry-after': '2' } : {}),
    // What else the sender has on its way is not read to its end for nothing.
    connection: 'close',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
