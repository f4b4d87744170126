import { openTestDb } from '@infinitio/db/test'
import { createChainClient } from '@infinitio/chain/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainReader } from '../src/follower/chainReader.ts'
import { followOnce } from '../src/follower/followOnce.ts'
import type { FollowerState } from '../src/follower/followerState.ts'
import { FollowerOvertaken } from '../src/follower/followOnce.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a follower that still runs although it was declared dead', () => {
  let market: Market
  beforeAll(async () => {
    market = await startMarket()
  })
  afterAll(() => market.stop())

  it('ends and writes nothing after another follower wrote; the other continues', async () => {
    const db = openTestDb({ url: market.database.urls.infinitio_follower, max: 2, onError: () => {} })
    const client = createChainClient({ rpcUrl: market.chain.rpcUrl, timeoutMs: 30_000 })
    const reader = chainReader({ client, addresses: market.chain.addresses })
    const args = { db, reader, logger: market.logger, finalityBlocks: 1n, startBlock: 0n, believesLowerHead: true }
    const follow = async (from: FollowerState): Promise<FollowerState> => {
      for (let { state, isBehind } = await followOnce(from, args); ; { state, isBehind } = await followOnce(state, args)) if (!isBehind) return state
    }
    const known = await follow({ head: null, finalNumber: -1n, reorgs: 0n })
    await market.chain.mine(1)
    const after = await follow(known)
    await expect(followOnce(known, args)).rejects.toThrow(FollowerOvertaken)
    await market.chain.mine(1)
    const last = await follow(after)
    expect(last.head?.number).toBe((after.head?.number ?? 0n) + 1n)
    await db.close()
  })
})
