import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { randomFrom } from '@infinitio/process/test'
import { gatherCrowd, moveAtRandom, type RandomCrowd } from './randomMoves.ts'
import { replaceByShuffledBlocks, rollBack } from './reorganise.ts'
import { type Lie, type LyingRpc, startLyingRpc } from './startLyingRpc.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const seed = Number(process.env.TEST_SEED ?? 20261122)
const isLong = process.env.TEST_LONG === '1'
const ROUNDS = isLong ? 12 : 1
const MOVES = isLong ? 8 : 5
/**
 * The most moves of the market in one round. Some lies concern a rare call, so the test makes moves until such a call was answered with the lie, or until this
 * number is reached.
 */
const MAX_MOVES = 40
const lies: readonly Lie[] = isLong
  ? ['staleHead', 'wrongHash', 'missingLogs', 'changedLogs', 'missingBlock', 'noReceipts', 'error', 'half', 'silence']
  : ['wrongHash', 'missingLogs', 'half']
const workerLies: readonly Lie[] = isLong ? ['staleHead', 'noReceipts', 'oldNonce', 'error', 'half', 'silence'] : ['staleHead', 'oldNonce']
const SHARE = 0.5
const TIMEOUT_MS = ROUNDS * 60_000

describe(`a node that lies, lags or drops answers (TEST_SEED=${seed})`, () => {
  let market: Market
  let rpc: LyingRpc
  let crowd: RandomCrowd
  let rooms: RunningEngine[] = []
  let nonce = 0
  const random = randomFrom(seed)
  beforeAll(async () => {
    market = await startMarket()
    rpc = await startLyingRpc({ rpcUrl: market.chain.rpcUrl, random: randomFrom(seed + 1) })
    rooms = [await market.startEngine('all')]
    crowd = await gatherCrowd(market)
    await stopRooms()
  })
  afterEach(() => stopRooms())
  afterAll(async () => {
    await market.stop()
    await rpc.stop()
  })

  it.each(lies)(
    'cannot make the follower lose or invent money by %s',
    async (lie) => {
      rpc.lie([lie], SHARE)
      rooms = [await market.startEngine('follower', bad()), await market.startEngine('matcher'), await market.startEngine('worker')]
      await liveThrough(lie)
    },
    TIMEOUT_MS,
  )

  it.each(workerLies)(
    'cannot make the worker settle twice or give up what can settle by %s',
    async (lie) => {
      rpc.lie([lie], SHARE)
      rooms = [await market.startEngine('follower'), await market.startEngine('matcher'), await market.startEngine('worker', bad())]
      await liveThrough(lie)
      const abandoned = await market.owner.query("select code from settlements where state = 'abandoned' and code = 'order.settle_failed'", [])
      expect(abandoned).toEqual([])
    },
    TIMEOUT_MS,
  )

  it('is replaced by another node, so that an engine with two nodes works although one always lies', async () => {
    rpc.lie(['wrongHash', 'missingLogs', 'missingBlock', 'error', 'half'], 1)
    rooms = [await market.startEngine('all', { ...bad(), RPC_URL: `${rpc.url},${market.chain.rpcUrl}` })]
    for (let move = 0; move < MOVES; move += 1) await moveAtRandom(market, { ...crowd, nonce: nonce++, random })
    await expectBooksAgree(market)
    expect(await followedToHead()).toBe(true)
  })

  it('lied often enough for a meaningful test', () => {
    expect(rpc.told()).toBeGreaterThan(lies.length + workerLies.length)
  })

  it('is replaced by another node if it gets no new blocks', async () => {
    rooms = [await market.startEngine('all', { ...bad(), RPC_URL: `${rpc.url},${market.chain.rpcUrl}` })]
    rpc.lie(['staleHead'], 1)
    const reorgs = await countReorgs()
    await market.chain.mine(3)
    await market.until('the follower is at the head', followedToHead)
    await expectBooksAgree(market)
    expect(await countReorgs()).toBe(reorgs)
  })

  function bad(): Record<string, string> {
    return { RPC_URL: rpc.url, RPC_TIMEOUT_MS: '300' }
  }

  async function liveThrough(lie: Lie): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      rpc.lie([lie], SHARE)
      const toldBefore = rpc.told()
      for (let move = 0; move < MOVES || (rpc.told() === toldBefore && move < MAX_MOVES); move += 1) {
        await moveAtRandom(market, { ...crowd, nonce: nonce++, random })
        await market.chain.mine(1)
      }
      if (random() < 0.5) await replaceByShuffledBlocks(market, 3, random)
      else await rollBack(market, 2)
      rpc.lie([], 0)
      await expectBooksAgree(market)
    }
  }

  async function stopRooms(): Promise<void> {
    rpc.lie([], 0)
    await Promise.all(rooms.map((room) => room.stop()))
  }

  async function followedToHead(): Promise<boolean> {
    const [row] = await market.owner.query<{ head: bigint }>('select head_number as head from follower_checkpoint', [])
    return row?.head === (await market.client.getBlockNumber())
  }

  async function countReorgs(): Promise<bigint> {
    const [row] = await market.owner.query<{ reorgs: bigint }>('select reorgs from follower_checkpoint', [])
    return row?.reorgs ?? 0n
  }
})
