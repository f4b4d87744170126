import { describe, expect, test } from 'vitest'
import { createLimiter } from './createLimiter.ts'

function setup() {
  let now = 0
  const limiter = createLimiter({ nowMs: () => now })
  const size = { capacity: 10, refillPerSecond: 2 }
  return {
    take: (key: string, cost: number) => limiter.take(key, size, cost),
    pass: (seconds: number) => {
      now += seconds * 1_000
    },
  }
}

describe('a bucket', () => {
  test('gives what it holds, says how long to wait, and fills with time up to its size', () => {
    const { take, pass } = setup()
    expect(take('a', 8)).toMatchObject({ ok: true, remaining: 2, limit: 10 })
    expect(take('a', 5)).toMatchObject({ ok: false, remaining: 2, retryAfterSeconds: 2 })
    pass(2)
    expect(take('a', 5)).toMatchObject({ ok: true, remaining: 1 })
    pass(1_000)
    expect(take('a', 10)).toMatchObject({ ok: true, remaining: 0 })
  })

  test('is one for each key', () => {
    const { take } = setup()
    expect(take('a', 10).ok).toBe(true)
    expect(take('b', 10).ok).toBe(true)
    expect(take('a', 1).ok).toBe(false)
  })
})
