/**
 * A token bucket, which limits how often something may be requested. `capacity` is the most tokens that the bucket can contain; each request takes tokens from
 * it.
 */
export type BucketSize = { readonly capacity: number; readonly refillPerSecond: number }

/** The bucket sizes of an IP address and of an account, and the most streams that an address may keep open. */
export type Limits = { readonly ip: BucketSize; readonly account: BucketSize; readonly streamsPerIp: number }

/**
 * The result of taking tokens from a rate limit. `remaining` is how many whole tokens are left. `retryAfterSeconds` is the number of seconds until there are
 * enough tokens, or 0 if they were taken.
 */
export type Taken = {
  readonly ok: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly retryAfterSeconds: number
}

/** Rate limits, with one token bucket for each key (such as an IP address). */
export type Limiter = { take(key: string, size: BucketSize, cost: number): Taken }

const mostKeys = 20_000

/** Creates a limiter. `nowMs` is a clock that never goes back. Stores at most 20,000 buckets and drops the least recently used first. */
export function createLimiter({ nowMs }: { nowMs: () => number }): Limiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>()
  return {
    take(key, size, cost) {
      const now = nowMs()
      const before = buckets.get(key)
      const refilled = before === undefined ? size.capacity : before.tokens + ((now - before.atMs) / 1_000) * size.refillPerSecond
      const tokens = Math.min(size.capacity, refilled)
      const ok = tokens >= cost
      const left = ok ? tokens - cost : tokens
      buckets.delete(key)
      buckets.set(key, { tokens: left, atMs: now })
      if (buckets.size > mostKeys)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest)
          break
        }
      return {
        ok,
        limit: size.capacity,
        remaining: Math.floor(left),
        resetSeconds: Math.ceil((size.capacity - left) / size.refillPerSecond),
        retryAfterSeconds: ok ? 0 : Math.ceil((cost - tokens) / size.refillPerSecond),
      }
    },
  }
}
