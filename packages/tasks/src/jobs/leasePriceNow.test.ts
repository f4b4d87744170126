import { jobPriorities } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { leasePriceNow, type LeaseSearch } from './leasePriceNow.ts'

const hour = 3_600
const search: LeaseSearch = { priority: 'normal', most: 30n, reference: 20n, slackSeconds: 24 * hour, estimateSeconds: hour, hasBegun: false }
const priceOf = (changed: Partial<LeaseSearch>) => leasePriceNow({ ...search, ...changed })

describe('the highest price of a task for a machine', () => {
  test.each<[string, Partial<LeaseSearch>, bigint]>([
    ['urgent, with a day left', { priority: 'urgent' }, 30n],
    ['normal, with a day left', {}, 20n],
    ['normal, with exactly twice its estimate left', { slackSeconds: 2 * hour }, 20n],
    ['normal, a second later', { slackSeconds: 2 * hour - 1 }, 30n],
    ['normal, after its time is over', { slackSeconds: -1 }, 30n],
    ['normal, after its machine was lost', { hasBegun: true }, 30n],
    ['normal, below the reference price', { most: 12n }, 12n],
    ['economy, with a day left', { priority: 'economy' }, 10n],
    ['economy, shortly before its end', { priority: 'economy', slackSeconds: 1 }, 10n],
    ['economy, after its machine was lost', { priority: 'economy', hasBegun: true }, 10n],
    ['economy, with an odd reference price', { priority: 'economy', reference: 21n }, 11n],
    ['economy, below half of the reference price', { priority: 'economy', most: 4n }, 4n],
    ['economy, in a class without a reference price', { priority: 'economy', reference: 0n }, 30n],
  ])('%s', (_, changed, price) => {
    expect(priceOf(changed)).toBe(price)
  })

  it('is never above the approved price, and never higher with a lower priority', () => {
    for (const most of [0n, 1n, 9n, 10n, 20n, 21n, 1_000n])
      for (const reference of [0n, 1n, 3n, 20n, 500n])
        for (const slackSeconds of [-1, 0, hour, 9 * hour])
          for (const hasBegun of [false, true]) {
            const [urgent, normal, economy] = jobPriorities.map((priority) => priceOf({ priority, most, reference, slackSeconds, hasBegun }))
            expect(urgent).toBe(most)
            expect((normal ?? -1n) <= most && (economy ?? -1n) <= (normal ?? -1n)).toBe(true)
          }
  })
})
