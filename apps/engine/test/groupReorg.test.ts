import { nodeRegistryAbi } from '@infinitio/chain'
import { type OrderHash, timeInForce } from '@infinitio/domain'
import { encodeFunctionData, type Hex, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, type TestNode } from './actors.ts'
import { fund, listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { replaceByBlocksWith, replaceByEmptyBlocks } from './reorganise.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a cluster whose block the chain drops', () => {
  let market: Market
  let second: TestNode
  let bid: OrderHash
  const renter = actorKey('renter of a dropped cluster')
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all')
    await fund(market, renter)
    await listNode(market, { name: 'dropped one', gpus: 2 })
    second = (await listNode(market, { name: 'dropped two', gpus: 2 })).node
    bid = await placeAnywhere(market, renter, { nonce: 1n, gpus: 4, cluster: true, timeInForce: timeInForce.fok })
    await market.until('the cluster is settled', async () => (await settled()) === 2)
  })
  afterAll(() => market.stop())

  it('waits as a whole and settles again with the same transaction', async () => {
    await market.until('the worker knows that it is settled', areMined)
    const before = await sent()
    await replaceByEmptyBlocks(market, await depth())
    // `dropped` reads the journal and not the table of leases, because the leases may be settled again before the test reads them.
    await market.until('both leases were dropped', async () => (await dropped()) === 2)
    await market.until('it is settled again', async () => (await market.owner.query('select 1 from leases', [])).length === 2)
    // The follower may store the block before the worker sees it, so wait for the worker.
    await market.until('the worker knows that it is settled again', areMined)
    expect(await sent()).toEqual(before)
    expect(await market.owner.query('select gpus from leases where bid_hash = $1', [bid])).toEqual([{ gpus: 2 }, { gpus: 2 }])
    await expectBooksAgree(market)
  })

  it('is abandoned as a whole if its transaction lands on a chain that refuses one member', async () => {
    await replaceByBlocksWith(market, { depth: await depth(), raw: await signedRetire() })
    await market.until('it is given up', async () => (await states()).every((state) => state === 'abandoned'))
    expect(await market.owner.query('select 1 from leases', [])).toEqual([])
    expect(await market.owner.query('select 1 from book_reservations', [])).toEqual([])
    expect(await sent()).toMatchObject([{ action: 'settleBatch', state: 'failed', code: 'node.not_listed' }])
    expect(await market.owner.query('select state, code from book_orders where order_hash = $1', [bid])).toEqual([
      { state: 'abandoned', code: 'node.not_listed' },
    ])
    await expectBooksAgree(market)
  })

  /** Returns how many settles of the cluster the chain has dropped so far. */
  async function dropped(): Promise<number> {
    const query = `select 1 from journal, jsonb_array_elements(events::jsonb) event where event ->> 'kind' = 'Unsettled' and event ->> 'bidHash' = $1`
    return (await market.owner.query(query, [bid])).length
  }

  async function settled(): Promise<number> {
    return (await states()).filter((state) => state === 'settled').length
  }

  async function states(): Promise<string[]> {
    return (await market.owner.query<{ state: string }>('select state from settlements where bid_hash = $1', [bid])).map(({ state }) => state)
  }

  async function areMined(): Promise<boolean> {
    return (await sent()).every(({ state }) => state === 'mined')
  }

  function sent() {
    return market.owner.query<{ state: string }>("select action, state, code, hashes from transactions where purpose = 'settle' order by id", [])
  }

  /** Returns the number of blocks from the one in which the match was settled to the newest one, both included. */
  async function depth(): Promise<number> {
    const [row] = await market.owner.query<{ block: bigint }>("select mined_block as block from transactions where purpose = 'settle'", [])
    return Number((await market.client.getBlockNumber()) - (row?.block ?? 0n)) + 1
  }

  async function signedRetire(): Promise<Hex> {
    const { privateKey, address } = second.provider
    const data = encodeFunctionData({ abi: nodeRegistryAbi, functionName: 'retire', args: [second.id] })
    const nonce = await market.client.getTransactionCount({ address })
    const fees = { maxFeePerGas: parseGwei('100'), maxPriorityFeePerGas: parseGwei('1') }
    const call = { to: market.chain.addresses.nodeRegistry, data, gas: 2_000_000n, type: 'eip1559' as const }
    return privateKeyToAccount(privateKey).signTransaction({ ...call, ...fees, nonce, chainId: market.chain.chainId })
  }
})
