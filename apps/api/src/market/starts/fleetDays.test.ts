import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fleetDays } from './fleetDays.ts'

const days = { fromDay: 10, days: 3, nowHour: 10 * 24 + 6 }
const hourOf = (day: number, hour: number) => day * 24 + hour
const always = { from: 0, until: Number.MAX_SAFE_INTEGER }

describe('the days of a node', () => {
  test('are leased, held, outside what is offered, or free', () => {
    const leased = [{ fromHour: hourOf(10, 0), toHour: hourOf(10, 8), gpus: 3 }]
    const held = [{ fromHour: hourOf(10, 6), toHour: hourOf(10, 9), gpus: 2 }]
    const offered = { from: hourOf(10, 6) * 3_600 + 60, until: hourOf(11, 12) * 3_600 }
    expect(fleetDays({ gpus: 4, leased, held, offered, maintenance: [] }, days)).toEqual({
      leased: [6, 0, 0],
      held: [4, 0, 0],
      outside: [0, 48, 96],
      free: [62, 48, 0],
    })
  })

  test('are outside where nothing is offered', () => {
    expect(fleetDays({ gpus: 2, leased: [], held: [], offered: null, maintenance: [] }, days).outside).toEqual([36, 48, 48])
  })

  test('are outside in each hour that overlaps planned maintenance, unless the hour is leased', () => {
    const leased = [{ fromHour: hourOf(11, 0), toHour: hourOf(11, 1), gpus: 1 }]
    const maintenance = [{ from: hourOf(11, 0) * 3_600, until: hourOf(11, 2) * 3_600 + 1 }]
    expect(fleetDays({ gpus: 2, leased, held: [], offered: always, maintenance }, days)).toMatchObject({
      ...{ leased: [0, 1, 0], outside: [0, 5, 0], free: [36, 42, 48] },
    })
  })

  test('come to all the hours that are to come, whatever is taken', () => {
    const taken = fc
      .array(fc.record({ from: fc.integer({ min: 200, max: 320 }), hours: fc.nat(60), gpus: fc.integer({ min: 1, max: 9 }) }))
      .map((all) => all.map(({ from, hours, gpus }) => ({ fromHour: from, toHour: from + hours, gpus })))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), taken, taken, (gpus, leased, held) => {
        const sums = fleetDays({ gpus, leased, held, offered: always, maintenance: [] }, days)
        for (const [day, hours] of [18, 24, 24].entries()) {
          const all = [sums.leased[day], sums.held[day], sums.outside[day], sums.free[day]].map((value) => value ?? -1)
          expect(all.every((value) => value >= 0)).toBe(true)
          expect(all.reduce((sum, value) => sum + value, 0)).toBe(hours * gpus)
        }
      }),
      { seed: 20_281, numRuns: 60 },
    )
  })
})
