import type { Taken } from '../limits/createLimiter.ts'

/** Returns the rate limit headers of an answer, for the bucket that was checked last. */
export function rateLimitHeaders({ limit, remaining, resetSeconds }: Taken): Record<string, string> {
  return { 'ratelimit-limit': String(limit), 'ratelimit-remaining': String(remaining), 'ratelimit-reset': String(resetSeconds) }
}
