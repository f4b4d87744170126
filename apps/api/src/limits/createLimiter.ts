/** How full a bucket may be, and how fast it fills. */
export type BucketSize = { readonly capacity: number; readonly refillPerSecond: number }

/** The sizes of the buckets of an address and of an account, and how many streams an address may hold. */
export type Limits = { readonly ip: BucketSize; readonly account: BucketSize; readonly streamsPerIp: number }

/** What a bucket said. `remaining` whole tokens; `retryAfterSeconds` until the cost is there, 0 when it was taken. */
export type Taken = {
  readonly ok: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
  readonly retryAfterSeconds: number
}

/** Token buckets by key. */
export type Limiter = { take(key: string, size: BucketSize, cost: number): Taken }

const mostKeys = 20_000

/** Makes a limiter. `nowMs` is a clock that never goes back. At most 20,000 keys are kept; the one used longest ago goes first. */
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
