import { createBidTape, createBook, createTradeTape, type Trade } from '@infinitio/matching'
import { expect, test } from 'vitest'
import { answersFor } from './answersFor.ts'
import { bestAskHistory } from './bestAskHistory.ts'
import type { MarketState } from './createMarketTail.ts'
import { tellFillChance } from './tellFillChance.ts'

const hour = 3_600
const now = 500_000 * hour + 600
const places = { classes: [{ classId: 1, name: 'H100', vramGib: 80, referencePricePerGpuSecond: 500n }], regions: [{ regionId: 3, name: 'eu-west' }] }
const query = { price: '7', gpus: 2, seconds: hour, whole: 'true' } as const

test('counts all trades of 28 days, however many, and none that are older', () => {
  // There are two trades in each hour: one above the price of the query, and one at exactly this price. In every second hour, the trade at this price has too few GPUs.
  const trades = Array.from({ length: 2 * 40 * 24 }, (_, at) =>
    trade({ at: now - (40 * 24 - Math.floor(at / 2)) * hour + (at % 2), price: at % 2 === 0 ? 7n : 9n, gpus: at % 4 === 0 ? 2 : 1 }),
  )
  const told = tellFillChance(market(trades), { classId: 1, query, places })
  if ('rejected' in told) expect.fail(told.rejected)
  expect(told).toMatchObject({ trades: 2 * 28 * 24 - 1, since: now - 28 * 24 * hour + 1, chance: { hours: 28 * 24 - 1 } })
  expect(told.chance?.filled).toBe(Math.floor((28 * 24 - 1) / 2))
  expect(tellFillChance(market(trades), { classId: 1, query: { ...query, price: '6' }, places })).toMatchObject({ chance: { filled: 0 } })
})

test('is of one region where one is named, and says how little there is where that says nothing', () => {
  const trades = Array.from({ length: 12 }, (_, at) => trade({ at: now - (40 - at) * hour, price: 7n, gpus: 2 }))
  expect(tellFillChance(market(trades), { classId: 1, query: { ...query, region: 3 }, places })).toMatchObject({ regionId: 3, trades: 12 })
  expect(tellFillChance(market(trades.slice(3)), { classId: 1, query, places })).toMatchObject({ chance: null, trades: 9, since: now - 37 * hour })
  expect(tellFillChance(market([]), { classId: 1, query, places })).toMatchObject({ chance: null, trades: 0, since: null })
})

function trade({ at, price, gpus }: { at: number; price: bigint; gpus: number }): Trade {
  return { atMs: at * 1_000, pricePerGpuSecond: price, gpus, classId: 1, regionId: 3 } as Trade
}

function market(trades: Trade[]): MarketState {
  const tape = { ...createTradeTape(), trades: new Map([[1, trades]]) }
  const answers = answersFor({ oldAfterMs: 1_000 })
  return { book: createBook(), tape, bids: createBidTape(), bestAsks: bestAskHistory(), now, atMs: now * 1_000, answers, replays: answers }
}
