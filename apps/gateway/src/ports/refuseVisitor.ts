import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ErrorCode, errorTable } from '@infinitio/domain'
import type { NotAdmitted } from './admitVisitor.ts'

const titles: Partial<Record<ErrorCode, string>> = {
  'auth.token_missing': 'Open this from your lease',
  'lease.over': 'This lease is over',
  'lease.not_ready': 'The machine is getting ready',
  'lease.port_unknown': 'This port is not open',
  'node.port_closed': 'Nothing answers here yet',
  'node.tunnel_down': 'The machine is out of reach',
}

/** Answers in our own words, never the workload's: a plain page for a browser, with a link to the lease's page, and the code of the error table for programs. */
export function refuseVisitor(
  { request, response, publicUrl }: { request: IncomingMessage; response: ServerResponse; publicUrl: string },
  { refused, leaseId }: NotAdmitted,
): void {
  const { http: status, sentence, retry } = errorTable[refused]
  const isPage = request.headers.accept?.includes('text/html') === true
  const lease = leaseId === null ? publicUrl : new URL(`/leases/${leaseId}`, publicUrl).href
  const body = isPage
    ? noticePage({ title: titles[refused] ?? 'Not available', sentence, code: refused, lease })
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

function noticePage({ title, sentence, code, lease }: { title: string; sentence: string; code: string; lease: string }): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.5rem}small{opacity:.7}</style>
<main><h1>${title}</h1><p>${sentence.replaceAll('<', '&lt;')}</p><p><a href="${lease.replaceAll('"', '&quot;')}">Go to the lease's page</a></p><small>${code}</small></main></html>`
}
