import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { pick, randomFrom } from '@infinitio/process/test'
import { gatherCrowd, moveAtRandom, type RandomCrowd } from './randomMoves.ts'
import { replaceByEmptyBlocks, replaceByShuffledBlocks, rollBack } from './reorganise.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const isLong = process.env.TEST_LONG !== undefined
const firstSeed = Number(process.env.TEST_SEED ?? 20261121)
const seeds = Array.from({ length: isLong ? 12 : 1 }, (_, place) => firstSeed + place)
const ROUNDS = isLong ? 10 : 2
const MAX_DEPTH = 64
const MOVES = 6
const shapes = ['lower', 'empty', 'shuffled', 'twice', 'shuffled twice'] as const

/** Reorgs of 1 to `MAX_DEPTH` blocks. There is one test for each moment of a reorg, with several rounds; the depth and the shape of each round are random. */
describe.each(seeds)(`deep reorgs (TEST_SEED=%i, ${ROUNDS} rounds a moment)`, (seed) => {
  let market: Market
  let engine: RunningEngine
  let crowd: RandomCrowd
  let nonce = 0
  const random = randomFrom(seed)
  beforeAll(async () => {
    market = await startMarket()
    engine = await market.startEngine('all')
    crowd = await gatherCrowd(market)
  })
  afterAll(() => market.stop())

  it.each(['while all rooms run', 'while the engine is down', 'during catch-up'] as const)(
    '%s credit nothing twice, and every row equals the chain afterwards',
    async (moment) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        for (let move = 0; move < MOVES; move += 1) await moveAtRandom(market, { ...crowd, nonce: nonce++, random })
        if (random() < 0.5) await expectBooksAgree(market)
        await market.chain.mine(1 + Math.floor(random() * 40))
        const depth = 1 + Math.floor(random() * MAX_DEPTH)
        const shape = pick(shapes, random)
        await reorganise({ moment, depth, shape }).catch((cause: unknown) => {
          throw new Error(`round ${round}: ${shape}, ${depth} blocks`, { cause })
        })
        await expectBooksAgree(market).catch((cause: unknown) => {
          throw new Error(`round ${round}: books differ after ${shape}, ${depth} blocks`, { cause })
        })
      }
    },
    ROUNDS * 60_000,
  )

  it('lose no match: each is settled or was refused by the chain', async () => {
    const rows = await market.owner.query<{ state: string }>('select distinct state from settlements', [])
    expect(rows.map(({ state }) => state).filter((state) => state !== 'settled' && state !== 'abandoned')).toEqual([])
    const [twice] = await market.owner.query<{ bids: bigint }>(
      'select count(*) as bids from (select bid_hash from leases group by bid_hash having count(*) > 1) as repeated',
      [],
    )
    expect(twice?.bids).toBe(0n)
  })

  async function reorganise({ moment, depth, shape }: { moment: string; depth: number; shape: (typeof shapes)[number] }): Promise<void> {
    if (moment === 'while all rooms run') return dropBlocks(depth, shape)
    await engine.stop()
    if (moment === 'during catch-up') {
      await market.chain.mine(450)
      const before = await followedTo(market)
      engine = await market.startEngine('all')
      await market.until('the follower catches up', async () => (await followedTo(market)) > before)
      return dropBlocks(depth, shape)
    }
    await dropBlocks(depth, shape)
    engine = await market.startEngine('all')
  }

  async function dropBlocks(depth: number, shape: (typeof shapes)[number]): Promise<void> {
    const head = await market.client.getBlockNumber()
    const deepest = Number(head - crowd.setUpTo)
    const blocks = Math.max(1, Math.min(depth, shape.includes('twice') ? Math.floor(deepest / 2) : deepest))
    const drop = shape.startsWith('shuffled')
      ? () => replaceByShuffledBlocks(market, blocks, random)
      : () => (shape === 'empty' ? replaceByEmptyBlocks(market, blocks) : rollBack(market, blocks))
    await drop()
    if (shape.includes('twice')) await drop()
  }
})

async function followedTo({ owner }: Market): Promise<bigint> {
  const [row] = await owner.query<{ head: bigint }>('select head_number as head from follower_checkpoint', [])
  return row?.head ?? 0n
}
