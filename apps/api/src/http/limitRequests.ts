import type { Server } from 'node:http'
import { endpointsByNoun } from '@infinitio/endpoints'
import type { Taken } from '../limits/createLimiter.ts'

const headersWithinMs = 30_000
/** Time for the answer after the last byte of a request. */
const answerMs = 10_000
/**
 * How long a connection may be unused. Proxies and clients keep one for less (nginx: 60 s). If this side closed it first, the next request could be lost, and
 * nobody may repeat a write.
 */
const unusedMs = 65_000

/**
 * Limits the time in which a request must arrive: its headers within 30 s, and all of it a little longer than any endpoint allows. A shorter limit would end
 * uploads that an endpoint still accepts. A connection stays open for 65 s after an answer.
 */
export function limitRequests(server: Server): void {
  const deadlines = Object.values(endpointsByNoun).flatMap((endpoints) => Object.values(endpoints).map(({ deadlineMs }) => deadlineMs))
  server.headersTimeout = headersWithinMs
  server.keepAliveTimeout = unusedMs
  server.requestTimeout = Math.max(headersWithinMs, ...deadlines) + answerMs
}

/** Returns the rate limit headers of an answer, for the bucket that was checked last. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Taken): Record<string, string> {
  return { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining), 'ratelimit-reset': String(resetSeconds) }
}
