import { cancelLeaseCall, leaseTermsToChain, marketAbi } from '@infinitio/chain'
import { setNativeBalances } from '@infinitio/chain/node'
import { startAttestors } from '@infinitio/chain/test'
import { findChainSession, getLeaseRow, type LeaseRow } from '@infinitio/db'
import { escrowOf, bps, durationSeconds, leaseTermsOf, pTokenUnits, type LeaseId } from '@infinitio/domain'
import { metrics } from '@infinitio/process'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  actorKey,
  placeAsk,
  relayAutoExtend,
  relayCancelNonce,
  relayEnd,
  relayEndByProvider,
  relayExtend,
  relayRaiseFloor,
  relayReady,
  relayWithdraw,
  send,
  type TestNode,
} from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid, testPrice } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { rollBack } from './reorganise.ts'
import { settleTransferable } from './settleTransferable.ts'
import { type Market, startMarket } from './startMarket.ts'

describe('a lease that changes after its settle', () => {
  let market: Market
  const renter = actorKey('changing renter')
  let lane = 0n
  beforeAll(async () => {
    market = await startMarket()
    await market.startEngine('all', { SWEEP_EVERY_MS: '1000' })
    await fund(market, renter)
  })
  afterAll(() => market.stop())

  it('is extended by its holder: row, calendar and book have the longer window, and the escrow grows by the price', async () => {
    const { node, leaseId } = await runningLease('extended')
    const before = await row(leaseId)
    await relayExtend(market, renter, { leaseId, end: before.endAt + 7_200n })
    const after = await market.until('the lease ends later', async () => changed(leaseId, ({ endAt }) => endAt === before.endAt + 7_200n))
    expect(after.durationSeconds).toBe(before.durationSeconds + 7_200n)
    const escrow = (seconds: bigint) =>
      escrowOf({ pricePerGpuSecond: pTokenUnits(testPrice), gpus: 1, durationSeconds: durationSeconds(seconds), feeBps: bps(BigInt(before.feeBps)) })
    expect(after.escrow - before.escrow).toBe(escrow(10_800n) - escrow(3_600n))
    await expectBooksAgree(market)
    const refused = await placeHourBid(market, renter, { node, nonce: lane++ })
    await market.until('a bid that would overlap is judged', async () => (await orderState(market, refused))?.code !== undefined)
    await relayEnd(market, renter, { leaseId, accept: true })
    await market.until('the lease is closed', async () => changed(leaseId, ({ state }) => state === 'closed'))
    await expectBooksAgree(market)
  })

  it('retains its longer end through a reorg that drops the extension', async () => {
    const { leaseId } = await runningLease('extended and dropped')
    const { endAt } = await row(leaseId)
    const before = await market.client.getBlockNumber()
    await relayExtend(market, renter, { leaseId, end: endAt + 4_000n })
    await market.until('the lease ends later', async () => changed(leaseId, (lease) => lease.endAt === endAt + 4_000n))
    await dropAfter(before)
    await expectBooksAgree(market)
    // The comparison of the books with the chain must also succeed now, while the chain has dropped the extension and the worker has not sent it again.
    await market.until('the lease ends later again', async () => changed(leaseId, (lease) => lease.endAt === endAt + 4_000n))
    await expectBooksAgree(market)
  })

  it('is auto-extended one step at a time in its last ten minutes, until its order is used up', async () => {
    const { leaseId } = await runningLease('standing order')
    const { startAt, endAt } = await row(leaseId)
    await relayAutoExtend(market, renter, { leaseId, maxTotalSeconds: 7_200n, nonce: 60_000n })
    await market.chain.travel(Number(endAt - BigInt((await market.client.getBlock()).timestamp)) - 300)
    const after = await market.until('the lease ends later', async () => changed(leaseId, (lease) => lease.endAt > endAt))
    expect(after.endAt).toBe(startAt + 7_200n)
    // The worker must not send an auto-extend order that has no extension left, is revoked or is signed by another account. Each run of the worker examines all
    // orders. So once it has extended the lease with the valid order, it has also skipped the others.
    const others = await runningLease('standing order of another')
    const taken = await runningLease('standing order taken back')
    const kept = await runningLease('standing order kept')
    await relayAutoExtend(market, renter, { leaseId: taken.leaseId, maxTotalSeconds: 36_000n, nonce: 60_001n })
    await relayCancelNonce(market, renter, { kind: 'cancelAsk', nonce: 60_001n })
    // Until the cancellation is on the chain, the worker may still extend the lease. So wait for the cancellation.
    const isCancelled = {
      address: market.chain.addresses.market,
      abi: marketAbi,
      functionName: 'askCancelled',
      args: [renter.address, 60_001n],
    } as const
    await market.until('the second order is taken back', () => market.client.readContract(isCancelled))
    await relayAutoExtend(market, actorKey('no holder'), { leaseId: others.leaseId, maxTotalSeconds: 36_000n, nonce: 60_002n })
    await relayAutoExtend(market, renter, { leaseId: kept.leaseId, maxTotalSeconds: 36_000n, nonce: 60_003n })
    const ends = async () => Promise.all([leaseId, others.leaseId, taken.leaseId, kept.leaseId].map(async (id) => (await row(id)).endAt))
    const before = await ends()
    const last = before.at(-1) ?? 0n
    await market.chain.travel(Number(last - BigInt((await market.client.getBlock()).timestamp)) - 300)
    await market.until('the kept one is extended', async () => (await row(kept.leaseId)).endAt > last)
    expect(await ends()).toEqual([...before.slice(0, 3), last + 3_600n])
    const sent = 'select distinct lease_id from transactions where action = $1 order by lease_id'
    expect((await market.owner.query<{ lease_id: bigint }>(sent, ['autoExtend'])).map(({ lease_id }) => lease_id)).toEqual([leaseId, kept.leaseId])
    await expectBooksAgree(market)
  })

  it('is ended by its provider: used time is paid, and the bond compensates the holder', async () => {
    const { leaseId } = await runningLease('ended by the provider')
    await market.chain.travel(200)
    await relayEndByProvider(market, leaseId)
    const ended = await market.until('the lease is ended', async () => changed(leaseId, ({ state }) => state !== 'active'))
    expect(ended.endReason).toBe(4)
    expect(ended.compensation).toBeGreaterThan(0n)
    const lines = await market.owner.query<{ kind: string; amount: bigint }>(
      'select kind, amount from chain_statement where lease_id = $1 and account = $2',
      [leaseId, renter.address],
    )
    expect(lines.find(({ kind }) => kind === 'compensation')?.amount).toBe(ended.compensation)
    await expectBooksAgree(market)
  })

  it('lets its renter withdraw, and cancel orders on the chain, with signatures only', async () => {
    await relayWithdraw(market, renter, { amount: 10n ** 18n, nonce: 61_000n })
    await market.until('the withdrawal is in the statement', async () => {
      const sql = "select 1 from chain_statement where kind = 'withdrawal' and account = $1 and amount = -1000000000000000000"
      return (await market.owner.query(sql, [renter.address])).length > 0
    })
    const { node, askHash } = await listNode(market, { name: 'cancelled for everyone', gpus: 1 })
    await relayCancelNonce(market, node.provider, { kind: 'cancelAsk', nonce: askNonce(node) })
    await market.until('the ask is out of the book', async () => (await orderState(market, askHash))?.state === 'cancelled')
    await relayCancelNonce(market, renter, { kind: 'cancelBid', nonce: 200n })
    const bid = await market.until('a bid of a cancelled lane is refused', async () => {
      const hash = await placeHourBid(market, renter, { node, nonce: 200n })
      return (await orderState(market, hash))?.code === 'order.nonce_cancelled' ? hash : null
    })
    expect(bid).toMatch(/^0x/)
    const other = await listNode(market, { name: 'below the floor', gpus: 1 })
    await relayRaiseFloor(market, other.node.provider, askNonce(other.node) + 1n)
    await market.until('the ask below the floor is out of the book', async () => (await orderState(market, other.askHash))?.state === 'cancelled')
    const late = await placeAsk(market, other.node, { pricePerGpuSecond: testPrice, nonce: 5n })
    await market.until('an ask below the floor is refused', async () => (await orderState(market, late))?.state === 'rejected')
    await expectBooksAgree(market)
  })

  it('loses a validators’ credit with its dropped block, and is marked lost again after it', async () => {
    const attestors = await startAttestors(market.chain)
    const { leaseId } = await runningLease('credited and lost')
    const lease = await row(leaseId)
    await market.chain.travel(900)
    const credit = { kind: 'Credit', leaseId, creditedSeconds: 60 } as const
    const loss = { kind: 'Loss', leaseId, since: Number((lease.readyAt ?? 0n) + 300n) } as const
    const root = await attestors.attest('credits and losses', [credit, loss], { signers: 4 })
    const before = await market.client.getBlockNumber()
    const [credits = 0, seconds = 0] = await countedCredits()
    await root.apply(credit, leaseTermsOf(lease))
    await market.until('the credit is known', async () => changed(leaseId, ({ creditSeconds }) => creditSeconds === 60n))
    await market.until('the credit is counted', async () => (await countedCredits()).join() === `${credits + 1},${seconds + 60}`)
    await dropAfter(before)
    await market.until('the credit is forgotten', async () => changed(leaseId, ({ creditSeconds }) => creditSeconds === 0n))
    await expectBooksAgree(market)
    await root.apply(loss, leaseTermsOf(lease))
    const lost = await market.until('the node is lost', async () => changed(leaseId, ({ state }) => state === 'ended'))
    expect([lost.endReason, lost.endAt - (lost.readyAt ?? 0n), lost.creditSeconds]).toEqual([5, 300n, 0n])
    expect(lost.compensation).toBeGreaterThan(0n)
    await expectBooksAgree(market)
  })

  it('refunds the owner of its token, not the renter', async () => {
    const { leaseId, terms } = await settleTransferable(market, renter, { lane: lane++ })
    const heir = actorKey('heir')
    await market.until('the lease is booked', async () => changed(leaseId, ({ state }) => state === 'booked'))
    const give = encodeFunctionData({ abi: marketAbi, functionName: 'transferLease', args: [leaseId, leaseTermsToChain(terms), heir.address] })
    await setNativeBalances(market.client, { accounts: [renter.address, heir.address], amount: 10n ** 20n })
    await send(market, renter, { to: market.chain.addresses.market, data: give, what: 'give the lease away' })
    await market.until('the lease has a new holder', async () => changed(leaseId, ({ holder }) => holder === heir.address))
    await expectBooksAgree(market)
    const cancel = cancelLeaseCall({ market: market.chain.addresses.market, leaseId, terms })
    await send(market, heir, { ...cancel, what: 'cancel' })
    const closed = await market.until('the lease is closed', async () => changed(leaseId, ({ state }) => state === 'closed'))
    expect(await balanceOf(heir.address)).toBe(closed.refund)
    await expectBooksAgree(market)
  })

  it('shows session keys as in the contract, through a reorg', async () => {
    const { market: to } = market.chain.addresses
    const key = actorKey('session key').address
    const limits = { totalLeft: 5_000_000_000n, dayCap: 2_000_000_000n, expiry: 4_000_000_000 }
    const authorize = encodeFunctionData({ abi: marketAbi, functionName: 'authorize', args: [key, limits] })
    const session = () => findChainSession(market.owner, { account: renter.address, key })
    await send(market, renter, { to, data: authorize, what: 'authorize' })
    await market.until('the key is authorised', async () => (await session())?.totalLeft === limits.totalLeft)
    const before = await market.client.getBlockNumber()
    await send(market, renter, { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [key] }), what: 'revoke' })
    await market.until('the key is revoked', async () => (await session())?.revoked)
    await dropAfter(before)
    await market.until('the key is good again', async () => (await session())?.revoked === false)
    await expectBooksAgree(market)
  })

  /** Returns the credits and credited seconds from the follower's metrics. */
  async function countedCredits(): Promise<number[]> {
    const text = await metrics.text()
    return ['credits', 'credited_seconds'].map((what) => Number(new RegExp(`^infinitio_lease_${what}_total (\\d+)$`, 'm').exec(text)?.[1]))
  }

  async function dropAfter(block: bigint): Promise<void> {
    await rollBack(market, Number((await market.client.getBlockNumber()) - block))
  }

  async function balanceOf(account: string): Promise<bigint | undefined> {
    const rows = await market.owner.query<{ balance: bigint }>('select balance from chain_accounts where account = $1', [account])
    return rows[0]?.balance
  }

  async function runningLease(name: string): Promise<{ node: TestNode; leaseId: LeaseId }> {
    const { node } = await listNode(market, { name, gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: lane++ })
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', async () => changed(leaseId, ({ state }) => state === 'active'))
    return { node, leaseId }
  }

  async function row(leaseId: LeaseId): Promise<LeaseRow> {
    const lease = await getLeaseRow(market.owner, { leaseId })
    if (lease === null) throw new Error('the lease has no row')
    return lease
  }

  async function changed(leaseId: LeaseId, is: (lease: LeaseRow) => boolean): Promise<LeaseRow | null> {
    const lease = await getLeaseRow(market.owner, { leaseId })
    return lease !== null && is(lease) ? lease : null
  }
})

function askNonce(node: TestNode): bigint {
  return BigInt(Number.parseInt(node.id.slice(2, 10), 16))
}
