import { describe, expect, it } from 'vitest'
import { randomOf } from '../randomOf.ts'
import type { Rank } from './eligibleAsks.ts'
import { randomBid, randomMarket } from './randomMarket.ts'
import { wholeBidByText } from './wholeBidByText.ts'

const seeds = Array.from({ length: 400 }, (_, place) => 31_000 + place)

describe('a whole bid', () => {
  it.each(seeds)('gets what docs/matching.md promises (seed %i)', (seed) => {
    const random = randomOf(seed)
    const market = randomMarket(random)
    for (let number = 0; number < 12; number += 1) {
      market.wait(random.pick([0, 0, 0, 30, 900, 3600]))
      if (random.chance(0.3)) market.place(randomBid(random, { number, whole: false }), 'price')
      const bid = randomBid(random, { number: number + 100, whole: true })
      const rank = random.pick<Rank>(['price', 'price', 'value'])
      const expected = wholeBidByText(market.now(bid), { bid, rank })
      const rests = bid.timeInForce === 0 && 'refused' in expected && expected.mayRest
      const { slices, refused, groups } = market.place(bid, rank)
      const wanted = 'slices' in expected ? expected.slices.map(({ one, gpus, start }) => `${one.hash} ${gpus} ${start}`) : []
      expect({ slices, refused }).toEqual({ slices: wanted, refused: 'refused' in expected && !rests ? expected.refused : null })
      if (slices.length > 0) expect(groups).toBe(slices.length > 1 || bid.cluster ? 'one group of all' : 'none')
      if (rests) market.cancel(bid)
    }
  })
})
