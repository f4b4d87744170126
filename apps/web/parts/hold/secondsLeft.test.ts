import { describe, expect, test } from 'vitest'
import { secondsLeft } from '#web/parts/hold/useSecondsLeft.ts'

describe('secondsLeft', () => {
  test("counts down from the server's own reading", () => {
    expect(secondsLeft({ until: 1_300, serverNow: 1_000, elapsedMs: 48_000 })).toBe(252)
  })

  test('shows the last second as one, then zero', () => {
    expect(secondsLeft({ until: 10, serverNow: 9, elapsedMs: 999 })).toBe(1)
    expect(secondsLeft({ until: 10, serverNow: 9, elapsedMs: 1_000 })).toBe(0)
  })

  test('never goes below zero', () => {
    expect(secondsLeft({ until: 10, serverNow: 90, elapsedMs: 0 })).toBe(0)
  })
})
