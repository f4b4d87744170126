import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { endpointsByNoun } from '@infinitio/endpoints'
import type { Taken } from '../limits/createLimiter.ts'

const headersWithinMs = 30_000
/** A request may take this many milliseconds longer to arrive than the longest deadline of an endpoint. */
const answerMs = 10_000
/**
 * Milliseconds for which an unused connection stays open. This is longer than proxies and clients keep one (nginx: 60 s), so that they close it first. If this
 * server closed it, the client's next request could be lost, and a client cannot safely repeat a write.
 */
const unusedMs = 65_000

/**
 * Limits the time in which a request must arrive: its headers within 30 s, and the whole request within a little more than the longest deadline of any
 * endpoint. A shorter limit would break off uploads that an endpoint still accepts. A connection stays open for 65 s after its last answer.
 */
export function limitRequests(server: Server): void {
  const deadlines = Object.values(endpointsByNoun).flatMap((endpoints) => Object.values(endpoints).map(({ deadlineMs }) => deadlineMs))
  server.headersTimeout = headersWithinMs
  server.keepAliveTimeout = unusedMs
  server.requestTimeout = Math.max(headersWithinMs, ...deadlines) + answerMs
}

/**
 * Makes an answer say `Connection: close` if it is sent before the whole request arrived, for example to a file that is too large. The server gives such a client
 * half a second to send the rest and then closes the connection. Without the header, the client would send its next request into the closing connection and lose it.
 */
export function closeAfterPartialRequest(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers
  if (length === '0' && coding === undefined) return
  const writeHead = response.writeHead.bind(response)
  response.writeHead = ((...values: Parameters<typeof writeHead>) => {
    if (!request.complete) response.shouldKeepAlive = false
    return writeHead(...values)
  }) as typeof writeHead
}

/** Returns the rate limit headers of an answer, for the bucket that was checked last. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Taken): Record<string, string> {
  return { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining), 'ratelimit-reset': String(resetSeconds) }
}
