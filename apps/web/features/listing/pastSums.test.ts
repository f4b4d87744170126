import { expect, test } from 'vitest'
import { pastSums } from './pastSums.ts'

test('averages past hours in percent, rounded down, without hours that were not counted and without the heartbeats of the running hour', () => {
  expect(pastSums({ fromHour: 1, leasedBps: [10_000, 5_000, 0, 33], reachableBps: [10_000, null, 9_999, 5_000] })).toEqual({
    hours: 4,
    leasedPercent: 37,
    reachablePercent: 99,
  })
})

test('has no share of heartbeats for a machine without a counted hour', () => {
  expect(pastSums({ fromHour: 1, leasedBps: [0], reachableBps: [null] })).toEqual({ hours: 1, leasedPercent: 0, reachablePercent: null })
  expect(pastSums({ fromHour: 1, leasedBps: [0, 0], reachableBps: [null, 5_800] }).reachablePercent).toBeNull()
})
