import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type OrderHash, pTokenUnits, timeInForce, unixSeconds } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accept, actorKey } from './actors.ts'
import { fund, listNode, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startMatcherProcess } from './startMatcherProcess.ts'

const KILLS = 4
const BIDS_BETWEEN_KILLS = 24

describe('a matcher killed while it matches', () => {
  let market: Market
  let nonce = 0n
  let nextHour = 0n
  const children = new Set<ChildProcess>()
  const renter = actorKey('renter of killed matchers')
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('follower')
    await market.startEngine('worker')
    const first = await market.startEngine('matcher')
    await fund(market, renter)
    await listNode(market, { name: 'killed', gpus: 8 })
    await first.stop()
    const { timestamp } = await market.client.getBlock({ blockTag: 'latest' })
    nextHour = timestamp - (timestamp % 3_600n) + 7_200n
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await market.stop()
  })

  it('matches and settles every bid once, and removes every cancelled bid', async () => {
    const fills: OrderHash[] = []
    const cancelled: OrderHash[] = []
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = startMatcherProcess(market, { children, settings: { SNAPSHOT_ROWS: '10' } })
      const before = await matches()
      const placing = (async () => {
        for (let at = 0; at < BIDS_BETWEEN_KILLS; at += 1) {
          if (at % 4 !== 3) fills.push(await placeForward(testPrice))
          else {
            // Place a bid below the price of every ask, so that it stays in the book, and cancel it.
            const resting = await placeForward(1n)
            await accept(market, { kind: 'CancelOrder', orderHash: resting, by: renter.address }, `cancel/${resting}`)
            cancelled.push(resting)
          }
        }
      })()
      await market.until('it has begun to match', async () => (await matches()).length > before.length + 2)
      child.kill('SIGKILL')
      await once(child, 'exit')
      await placing
    }
    const last = await market.startEngine('matcher', { SNAPSHOT_ROWS: '10' })
    await market.until('every bid is settled', async () => (await countOf('settled', fills)) === fills.length)
    await market.until('every other one has left', async () => (await countOf('cancelled', cancelled)) === cancelled.length)
    expect((await matches()).toSorted()).toEqual(fills.toSorted())
    await expectBooksAgree(market)
    await last.stop()
  })

  /** Places a bid for one GPU in a later hour. The bids are spread over so many hours that they do not compete for the same GPUs. */
  async function placeForward(price: bigint): Promise<OrderHash> {
    nonce += 1n
    const start = nextHour + 3_600n * (nonce / 8n)
    const window = { startFrom: unixSeconds(start), startUntil: unixSeconds(start + 3_599n) }
    const maxPricePerGpuSecond = pTokenUnits(price)
    return placeAnywhere(market, renter, { nonce, gpus: 1, timeInForce: timeInForce.gtc, allOrNothing: false, maxPricePerGpuSecond, ...window })
  }

  /** Returns the bids of all matches in the journal, including abandoned ones. */
  async function matches(): Promise<string[]> {
    const rows = await market.owner.query<{ bid: string }>(
      `select event ->> 'bidHash' as bid from journal, jsonb_array_elements(events::jsonb) as event where event ->> 'kind' = 'Matched'`,
      [],
    )
    return rows.map(({ bid }) => bid)
  }

  async function countOf(state: string, hashes: readonly OrderHash[]): Promise<number> {
    const [row] = await market.owner.query<{ count: number }>(
      'select count(*)::integer as count from book_orders where state = $1 and order_hash = any($2)',
      [state, hashes],
    )
    return row?.count ?? 0
  }
})
