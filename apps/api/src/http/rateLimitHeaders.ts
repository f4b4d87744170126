import type { Taken } from '../limits/createLimiter.ts'

/** What an answer says of the bucket that was asked last. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Taken): Record<string, string> {
  return { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining), 'ratelimit-reset': String(resetSeconds) }
}
