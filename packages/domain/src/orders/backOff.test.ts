import { describe, expect, it } from 'vitest'
import { backOffMs } from './backOff.ts'

const minute = 60_000
const hour = 60 * minute

describe('backOffMs', () => {
  it('lets an account bid without strikes, and after the first one in an hour', () => {
    expect(backOffMs([])).toBe(0)
    expect(backOffMs([0])).toBe(0)
    expect(backOffMs([0, hour])).toBe(0)
    expect(backOffMs([0, hour, 2 * hour, 3 * hour])).toBe(0)
  })

  it('makes the account wait a minute after the second, and twice as long after each further one', () => {
    expect(backOffMs([0, 1])).toBe(minute)
    expect(backOffMs([minute, 0, 2 * minute])).toBe(2 * minute)
    expect(backOffMs([0, 1, 2, 3])).toBe(4 * minute)
    expect(backOffMs(Array.from({ length: 40 }, (_, at) => at))).toBe(6 * hour)
  })

  it('counts the wait from the newest strike', () => {
    expect(backOffMs([20_000, 30_000])).toBe(40_000)
    expect(backOffMs([minute, 2 * minute])).toBe(0)
  })

  it('remembers earlier waits of the day, even after an hour without a strike', () => {
    expect(backOffMs([0, 1, 5 * hour, 5 * hour + 1])).toBe(2 * minute)
    expect(backOffMs([0, 5 * hour, 5 * hour + 1])).toBe(0)
  })
})
