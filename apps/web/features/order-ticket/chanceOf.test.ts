import { describe, expect, test } from 'vitest'
import { chanceOf } from '#web/features/order-ticket/chanceOf.ts'

const hour = 3_600
const at = 1_000 * hour
/** A trade in each second hour of forty. */
const trades = Array.from({ length: 20 }, (_, n) => ({ at: at - (40 - 2 * n) * hour + 60, pricePerGpuSecond: 7n, gpus: 1 }))
const wish = { classId: 1, regionId: null, price: 7n, gpus: 1, isWhole: false }

describe('chanceOf', () => {
  test('is the same when a development chain is days ahead of the clock that trades have', () => {
    const said = (now: number) => chanceOf({ trades, at }, { ...wish, until: now + hour }, now)
    expect(said(at)).toMatchObject({ hours: 39, filled: 19 })
    expect(said(at + 50 * hour)).toEqual(said(at))
  })

  test('says nothing of an order whose time is over', () => {
    expect(chanceOf({ trades, at }, { ...wish, until: at }, at)).toBeNull()
  })
})
