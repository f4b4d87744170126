import { settleBatchCall } from '@infinitio/chain'
import { findOrderProgress } from '@infinitio/db'
import type { OrderHash } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseSettleItem } from '../src/worker/sendSettlements.ts'
import { actorKey, send } from './actors.ts'
import { fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { cancelAskOnChain } from './cancelAskOnChain.ts'
import { countOf } from './countOf.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { replaceByEmptyBlocks } from './reorganise.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('a batch that skips an item', () => {
  let market: Market
  let worker: RunningEngine
  let good: OrderHash
  let bad: OrderHash
  let toldBefore: number[]
  const renter = actorKey('batch renter')
  beforeAll(async () => {
    toldBefore = await told()
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
    const one = await listNode(market, { name: 'batch one', gpus: 1 })
    const two = await listNode(market, { name: 'batch two', gpus: 1 })
    await worker.stop()
    good = await placeHourBid(market, renter, { node: one.node, nonce: 1n })
    bad = await placeHourBid(market, renter, { node: two.node, nonce: 2n })
    await market.until('both are matched', async () => (await stateOf(good)) === 'matched' && (await stateOf(bad)) === 'matched')
    await cancelAskOnChain(market, two.askHash)
  })
  afterAll(() => market.stop())

  it('settles the others, and shows the owner of the skipped one the reason while its hold remains', async () => {
    await sendBatch()
    await market.until('the first is settled', async () => (await stateOf(good)) === 'settled')
    expect(await skippedCode(bad)).toBe('order.ask_gone')
    expect(await skippedCode(good)).toBeNull()
    // The log proves that one batch skipped the item, but another transaction of the match may still settle it. So only the worker may abandon the match.
    expect(await stateOf(bad)).toBe('matched')
    expect(await reserved()).toHaveLength(1)
  })

  it('removes the reason when the chain drops the batch', async () => {
    const [batch] = await market.owner.query<{ block: bigint }>("select block_number as block from chain_logs where name = 'SettleSkipped'", [])
    await replaceByEmptyBlocks(market, Number((await market.client.getBlockNumber()) - (batch?.block ?? 0n)) + 1)
    await market.until('the follower dropped the batch', async () => (await skippedCode(bad)) === null)
    await market.until('both wait again', async () => (await stateOf(good)) === 'matched' && (await stateOf(bad)) === 'matched')
    expect(await market.owner.query('select 1 from leases', [])).toEqual([])
  })

  it('releases the reservation once no transaction of the match can still land', async () => {
    await sendBatch()
    await market.until('the first is settled', async () => (await stateOf(good)) === 'settled')
    worker = await market.startEngine('worker')
    await market.until('the second is abandoned', async () => (await stateOf(bad)) === 'abandoned')
    expect(await orderState(market, bad)).toMatchObject({ code: 'order.ask_gone', leaseId: null })
    expect(await reserved()).toEqual([])
    expect(await market.owner.query('select bid_hash as bid from leases', [])).toEqual([{ bid: good }])
    await expectBooksAgree(market)
    const [skipped = 0, abandoned = 0] = toldBefore
    expect(await told()).toEqual([skipped + 2, abandoned + 1])
  })

  /** Returns how many items were skipped in batches because their ask no longer existed, and how many settlements were abandoned. */
  async function told(): Promise<number[]> {
    const series = [
      'infinitio_batch_items_skipped_total{code="order.ask_gone"}',
      'infinitio_worker_outcomes_total{purpose="settle",outcome="abandoned"}',
    ]
    return await Promise.all(series.map(countOf))
  }

  async function sendBatch(): Promise<void> {
    const rows = await market.owner.query<{ item: string }>("select item from settlements where state = 'unsettled' order by match_id", [])
    expect(rows).toHaveLength(2)
    const call = settleBatchCall({ market: market.chain.addresses.market, items: rows.map(({ item }) => parseSettleItem(item)) })
    await send(market, market.chain.keys.sender, { ...call, what: 'settleBatch' })
  }

  async function stateOf(bidHash: OrderHash): Promise<string | undefined> {
    return (await orderState(market, bidHash))?.state
  }

  async function skippedCode(orderHash: OrderHash): Promise<string | null> {
    return (await findOrderProgress(market.api, { orderHash })).skippedCode
  }

  function reserved() {
    return market.owner.query('select id from book_reservations', [])
  }
})
