import { createHmac } from 'node:crypto'
import { type RequestOptions, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { Place } from './placeOf.ts'

/** The result of a POST: the HTTP status, or a short name of the error if there was no answer. */
export type Posted = { readonly status: number | null; readonly error: string | null; readonly tookMs: number }

const timeoutMs = 10_000
const mostHeaderBytes = 16_384

/**
 * Sends a POST to a webhook at the checked IP address, without proxy, reused connection or
 * redirects. Does not read the body of the answer. Never throws. A status other than 2xx, or no
 * answer within 10 s, is an error.
 */
export async function postDelivery({ url, address }: Place, { headers, body }: { headers: Record<string, string>; body: string }): Promise<Posted> {
  const startedAt = performance.now()
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const options: RequestOptions & { servername: string } = {
    method: 'POST',
    host: address,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: `${url.pathname}${url.search}`,
    // The connection goes to an IP address. But the name in the server's certificate must be the one in the webhook's URL.
    servername: isIP(name) === 0 ? name : '',
    headers: { host: url.host, 'content-type': 'application/json', 'user-agent': 'Infinitio-Webhooks/1', ...headers },
    agent: false,
    maxHeaderSize: mostHeaderBytes,
    signal: AbortSignal.timeout(timeoutMs),
  }
  const answered = await new Promise<{ status: number | null; error: string | null }>((resolve) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(options, (response) => {
      const status = response.statusCode ?? 0
      response.destroy()
      resolve({ status, error: status >= 200 && status < 300 ? null : 'status' })
    })
    request.once('error', (error) => resolve({ status: null, error: errorName(error) }))
    request.end(body)
  })
  return { ...answered, tookMs: Math.round(performance.now() - startedAt) }
}

/** Returns a short name of the error. It must not reveal anything about our own network. */
function errorName(error: Error & { code?: string }): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  return (error.code ?? 'failed').toLowerCase().slice(0, 60)
}

/** Returns a webhook's secret in its displayed form. It is displayed only once. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`
}

/** Returns the headers of a delivery according to Standard Webhooks: id, time (Unix seconds), and an HMAC-SHA256 over id, time and body. Pure. */
export function signDelivery({
  secret,
  id,
  atSeconds,
  body,
}: {
  secret: Buffer
  id: string
  atSeconds: number
  body: string
}): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${id}.${atSeconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': `v1,${signature}` }
}
