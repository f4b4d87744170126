import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestPath } from './requestPath.ts'

/** Returns true for a request of the exit page. */
export function asksForExitPage({ url, method }: Pick<IncomingMessage, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && requestPath(url) === '/exit.html'
}

/**
 * Sends the exit page (a single file that withdraws money without this market's servers) as it was built. The page itself sets a content policy with the hashes
 * of its script and style; it may connect to any RPC endpoint that the user enters. This function only adds a header that forbids other sites to frame it.
 */
export async function serveExitPage(file: string, { request, response }: { request: IncomingMessage; response: ServerResponse }): Promise<void> {
  const html = await readFile(file)
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': html.length,
    'content-security-policy': "frame-ancestors 'none'",
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : html)
}
