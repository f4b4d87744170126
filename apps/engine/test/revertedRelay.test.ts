import { endForCall } from '@infinitio/chain'
import { readSender, signTransaction } from '@infinitio/chain/node'
import { getLeaseRow, insertTransaction } from '@infinitio/db'
import { address, type LeaseId, leaseId as brandLeaseId, leaseTermsOf, unixSeconds } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hex } from 'viem'
import { actorKey, relayEnd, relayReady } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('a relay that ran out of gas', () => {
  let market: Market
  let worker: RunningEngine
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
  })
  afterAll(() => market.stop())

  it('is sent again, and the lease ends as its renter signed', async () => {
    const renter = actorKey('unlucky renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'unlucky', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState(market, leaseId, 'active'))
    await worker.stop()
    const relayId = await relayEnd(market, renter, { leaseId, accept: true })
    await storeTooPoor(market, { relayId, leaseId })
    worker = await market.startEngine('worker')
    await market.until('the lease is closed', () => hasState(market, leaseId, 'closed'))
    const failed = await market.owner.query('select 1 from transactions where state = $1 and lease_id = $2', ['failed', leaseId])
    expect(failed).toHaveLength(1)
    // The follower may see the block before the worker does.
    const isMined = 'select 1 from transactions where relay_id = $1 and state = $2'
    await market.until('the relay is mined', async () => (await market.owner.query(isMined, [relayId, 'mined'])).length > 0)
    await expectBooksAgree(market)
  })
})

/** Stores the relay's transaction as the worker would, but with too little gas. */
async function storeTooPoor(market: Market, { relayId, leaseId }: { relayId: string; leaseId: LeaseId }): Promise<void> {
  const { privateKey, address: from } = market.chain.keys.sender
  const sender = address(from.toLowerCase())
  const [relay] = await market.owner.query<{ payload: string }>('select payload from relays where id = $1', [relayId])
  const { expiry, accept, signature } = JSON.parse(relay?.payload ?? '{}') as { expiry: number; accept: boolean; signature: Hex }
  const lease = await getLeaseRow(market.owner, { leaseId })
  if (lease === null) throw new Error('the lease has no row')
  const { market: contract } = market.chain.addresses
  const about = { market: contract, leaseId: brandLeaseId(leaseId), terms: leaseTermsOf(lease) }
  const call = endForCall({ ...about, accept, expiry: unixSeconds(BigInt(expiry)), signature })
  const { chainId, nonce, maxFeePerGas, maxPriorityFeePerGas } = await readSender(market.client, sender)
  const gas = 45_000n
  const signed = await signTransaction({ privateKey, chainId, nonce, call, gas, maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas })
  const row = { purpose: 'relay' as const, action: 'end', matchId: null, relayId, leaseId, sender, nonce: BigInt(nonce), code: null }
  await market.owner.transaction((tx) => insertTransaction(tx, { ...row, raw: [signed.raw], hashes: [signed.hash], state: 'stored' }))
}

async function hasState(market: Market, leaseId: bigint, state: string): Promise<boolean> {
  return (await market.owner.query('select 1 from leases where lease_id = $1 and state = $2', [leaseId, state])).length > 0
}
