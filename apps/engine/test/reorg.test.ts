import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode, orderState } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { rollBack } from './reorganise.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('a chain that drops blocks', () => {
  let market: Market
  let engine: RunningEngine
  beforeAll(async () => {
    market = await startMarket()
    engine = await market.startEngine('all')
  })
  afterAll(() => market.stop())

  it('settles the same stored bytes again after a reorg and opens one lease', async () => {
    const renter = actorKey('reorg renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'reorg', gpus: 1 })
    const { bidHash } = await bookLease(market, renter, { node, nonce: 1n })
    const before = await settleTransactions(market)
    await dropFrom(market, 'select settled_block as block from leases')
    await market.until('the follower dropped the block', async () => (await reorgs(market)) > 0n)
    await expectBooksAgree(market)
    expect((await orderState(market, bidHash))?.state).toBe('settled')
    expect(await settleTransactions(market)).toEqual(before)
    expect(before).toHaveLength(1)
    const leases = await market.owner.query('select 1 from leases', [])
    expect(leases).toHaveLength(1)
  })

  it('credits a deposit once although the chain loses final blocks', async () => {
    const renter = actorKey('deep renter')
    const seenReorgs = await reorgs(market)
    await fund(market, renter)
    await dropFrom(market, `select block_number as block from chain_logs where name = 'Deposited' and args like '%${renter.address}%'`)
    await market.until('the follower dropped the blocks', async () => (await reorgs(market)) > seenReorgs)
    await expectBooksAgree(market)
    const [row] = await market.owner.query<{ balance: bigint }>('select balance from chain_accounts where account = $1', [renter.address])
    expect(row?.balance).toBe(980n * 10n ** 18n)
  })

  it('ends a lease although the chain lost the block of its Ready', async () => {
    const renter = actorKey('ready renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'ready dropped', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await market.chain.mine(2)
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    await engine.stop()
    await dropFrom(market, `select ready_block as block from leases where lease_id = ${leaseId}`)
    const relayId = await relayEnd(market, renter, { leaseId, accept: true })
    engine = await market.startEngine('all')
    await market.until('the lease is closed', () => hasState(market, leaseId, 'closed'))
    // The follower may store the block before the worker has read the receipt, so wait for the worker.
    await market.until('the transaction is mined', async () => {
      const [row] = await market.owner.query<{ state: string }>('select state from transactions where relay_id = $1', [relayId])
      return row?.state === 'mined'
    })
    await expectBooksAgree(market)
  })

  it('sends the matcher a reversal for each dropped command, newest first', async () => {
    const rows = await market.owner.query<{ id: bigint; key: string }>(
      "select id, command_key as key from chain_commands where kind = 'Dropped' order by id",
      [],
    )
    const reversed = rows.map((row) => BigInt(row.key.slice('dropped/'.length)))
    expect(reversed.length).toBeGreaterThan(0)
    expect(new Set(reversed).size).toBe(reversed.length)
    for (const [at, id] of reversed.entries()) expect(id).toBeLessThan(rows[at]?.id ?? 0n)
  })
})

async function hasState(market: Market, leaseId: bigint, state: string): Promise<boolean> {
  return (await market.owner.query('select 1 from leases where lease_id = $1 and state = $2', [leaseId, state])).length > 0
}

/** Makes the chain drop the block that the query selects and all later blocks. The follower has stored that block, but maybe not the later ones. */
async function dropFrom(market: Market, query: string): Promise<void> {
  const [row] = await market.owner.query<{ block: bigint }>(query, [])
  if (row === undefined) throw new Error('what is to be dropped was not followed')
  await rollBack(market, Number((await market.client.getBlockNumber()) - row.block) + 1)
}

async function reorgs(market: Market): Promise<bigint> {
  const [row] = await market.owner.query<{ reorgs: bigint }>('select reorgs from follower_checkpoint', [])
  return row?.reorgs ?? 0n
}

function settleTransactions(market: Market) {
  return market.owner.query("select id, nonce, hashes from transactions where purpose = 'settle' order by id", [])
}
