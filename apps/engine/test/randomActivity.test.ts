import { listLeaseRows } from '@infinitio/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { randomFrom } from '@infinitio/process/test'
import { gatherCrowd, moveAtRandom, type RandomCrowd } from './randomMoves.ts'
import { rollBack } from './reorganise.ts'
import { type Market, startMarket } from './startMarket.ts'

const STEPS = 84
const seed = Number(process.env.TEST_SEED ?? 20261120)

describe(`random activity (TEST_SEED=${seed})`, () => {
  let market: Market
  let crowd: RandomCrowd
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all')
    crowd = await gatherCrowd(market)
  })
  afterAll(() => market.stop())

  it('keeps journal, book, rows and contracts equal to the last unit, reorgs included', async () => {
    const random = randomFrom(seed)
    for (let step = 0; step < STEPS; step += 1) {
      if (random() < 0.08) await dropSome(market, crowd, 1 + Math.floor(random() * 3))
      else await moveAtRandom(market, { ...crowd, nonce: step, random })
      if (step % 7 === 6) await expectBooksAgree(market)
    }
    await expectBooksAgree(market)
    const states = new Set((await listLeaseRows(market.owner)).map((row) => row.state))
    expect(states).toContain('closed')
  })
})

async function dropSome(market: Market, { setUpTo }: RandomCrowd, blocks: number): Promise<void> {
  if ((await market.client.getBlockNumber()) - BigInt(blocks) >= setUpTo) await rollBack(market, blocks)
}
