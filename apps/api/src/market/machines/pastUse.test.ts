import { describe, expect, test } from 'vitest'
import { firstShownHour, pastUse } from './pastUse.ts'

const hour = 3_600
const at = (hours: number) => 1_000 * hour + Math.round(hours * hour)
const lease = (from: number, to: number, gpus = 1) => ({ startAt: BigInt(at(from)), endAt: BigInt(at(to)), gpus })
const use = (change: Partial<Parameters<typeof pastUse>[0]>) =>
  pastUse({ gpus: 2, registeredAt: 0, now: at(3) - 1, fromHour: 1_000, leases: [], hours: [], ...change })

describe('the past hours of a machine', () => {
  test('begin seven days ago, or with the hour in which it was registered', () => {
    expect(firstShownHour({ registeredAt: at(0) + 5, now: at(2) })).toBe(1_000)
    expect(firstShownHour({ registeredAt: 0, now: at(2) })).toBe(1_002 - 167)
  })

  test('divide the GPU time of leases among the hours', () => {
    expect(use({ leases: [lease(0.5, 1.5), lease(1, 3, 1)] }).leasedBps).toEqual([2_500, 7_500, 5_000])
  })

  test('count the hour that runs up to now, and a lease that runs no further', () => {
    expect(use({ now: at(2.5), leases: [lease(2.25, 9, 2)] }).leasedBps).toEqual([0, 0, 5_000])
  })

  test('are not more than whole', () => {
    expect(use({ leases: [lease(0, 3, 2), lease(0, 3, 2)], hours: [{ hour: 1_000n, seconds: 3_700 }] })).toMatchObject({
      leasedBps: [10_000, 10_000, 10_000],
      reachableBps: [10_000, null, null],
    })
  })

  test('begin in the middle of the hour in which the machine was registered', () => {
    expect(use({ registeredAt: at(0.5), leases: [lease(0.5, 0.75, 2)] }).leasedBps[0]).toBe(5_000)
  })

  test('measure no heartbeats in the hour in which the machine was registered, because it came online later', () => {
    const hours = [1_000n, 1_001n].map((one) => ({ hour: one, seconds: 900 }))
    expect(use({ registeredAt: at(0.5), hours }).reachableBps).toEqual([null, 2_500, null])
    expect(use({ registeredAt: at(0), hours }).reachableBps).toEqual([2_500, 2_500, null])
  })

  test('are of one hour for a machine that was registered a second ago', () => {
    const past = use({ now: at(0), hours: [{ hour: 1_000n, seconds: 1 }] })
    expect(past).toEqual({ fromHour: 1_000, leasedBps: [0], reachableBps: [10_000] })
  })
})
