import { describe, expect, it } from 'vitest'
import { deadlineSignal } from './deadlineSignal.ts'
import { wholeMilliseconds } from './wholeMilliseconds.ts'

describe('wholeMilliseconds', () => {
  it('rounds the rest of a deadline down, so that a timer accepts it', () => {
    expect(() => AbortSignal.timeout(578.140551)).toThrow(RangeError)
    expect(wholeMilliseconds(578.140551)).toBe(578)
    expect(deadlineSignal(wholeMilliseconds(578.140551)).aborted).toBe(false)
    expect([wholeMilliseconds(0), wholeMilliseconds(2 ** 32 - 1)]).toEqual([0, 2 ** 32 - 1])
  })

  it.each([-1, 2 ** 32, Number.NaN, Number.POSITIVE_INFINITY])('throws for %s', (value) => {
    expect(() => wholeMilliseconds(value)).toThrow(RangeError)
  })
})
