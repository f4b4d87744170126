import { endCall } from '@infinitio/chain'
import { keySigner } from '@infinitio/chain/node'
import type { TestKey } from '@infinitio/chain/test'
import { findRelay, getLeaseRow } from '@infinitio/db'
import { type LeaseId, leaseTermsOf } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Hex } from 'viem'
import { actorKey, relayEnd, relayReady, send } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { dropFromPool, setAutomine, setBalance } from './chainControls.ts'
import { countOf } from './countOf.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { replaceByBlocksWith, replaceByEmptyBlocks } from './reorganise.ts'
import { sentRows, signedVersions } from './sentRows.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

describe('a relay that lands late, or that landed although it counted as lost', () => {
  let market: Market
  let worker: RunningEngine
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
  })
  afterAll(() => market.stop())

  it('is shown as mined although it was abandoned and its second transaction failed', async () => {
    const before = await told()
    const renter = actorKey('late renter')
    const leaseId = await runLease(renter, 'late')
    await setAutomine(market, false)
    const relayId = await relayEnd(market, renter, { leaseId, accept: true })
    const sent = () => sentRows(market, `relay_id = '${relayId}' or reopened_relay_id = '${relayId}'`)
    await expect.poll(async () => (await sent())[0]?.state, { timeout: 60_000 }).toBe('broadcast')
    await worker.stop()
    const [early] = await sent()
    await useNonceOf(early)
    const lost = await market.client.getBlockNumber()
    await setAutomine(market, true)
    worker = await market.startEngine('worker')
    await market.until('it is sent by another nonce and lands', async () => (await sent())[1]?.state === 'mined')
    expect((await sent()).map(({ state }) => state)).toEqual(['dropped', 'mined'])
    await market.until('that is final', async () => (await findRelay(market.api, { relayId }))?.final)
    const depth = Number((await market.client.getBlockNumber()) - lost) + 1
    await replaceByBlocksWith(market, { depth, raw: (early?.raw[0] ?? '0x') as Hex })
    await market.until('what was sent second has failed', async () => (await sent())[1]?.state === 'failed')
    await expectBooksAgree(market)
    expect((await sent()).map(({ state }) => state)).toEqual(['mined', 'failed'])
    await market.until('that is final', async () => (await findRelay(market.api, { relayId }))?.final)
    expect(await findRelay(market.api, { relayId })).toMatchObject({ state: 'mined', code: null, txHash: early?.hashes[0] })
    for (const [at, count] of (await told()).entries()) expect(count).toBeGreaterThan(before[at] ?? 0)
  })

  it('is tried again if the chain drops the block that refused it', async () => {
    const renter = actorKey('refused renter')
    const leaseId = await runLease(renter, 'refused')
    await setBalance(market, renter.address, 10n ** 18n)
    const ended = (await market.client.getBlockNumber()) + 1n
    await endDirectly(renter, leaseId)
    await market.until('the lease is closed', () => hasState(leaseId, 'closed'))
    const relayId = await relayEnd(market, renter, { leaseId, accept: true })
    const relay = () => findRelay(market.api, { relayId })
    const refused = await market.until('the relay is refused', async () => ((await relay())?.state === 'failed' ? relay() : null))
    expect(refused).toMatchObject({ txHash: null, code: expect.stringMatching(/^lease\./) as string })
    await market.until('the refusal is final', async () => (await relay())?.final)
    await replaceByEmptyBlocks(market, Number((await market.client.getBlockNumber()) - ended) + 1)
    await market.until('the relay lands', async () => (await relay())?.state === 'mined')
    await market.until('the lease is closed by it', () => hasState(leaseId, 'closed'))
    await expectBooksAgree(market)
  })

  it('is finally refused if it is the Ready of a node that was lost in between', async () => {
    const renter = actorKey('fenced renter')
    await fund(market, renter)
    const { node } = await listNode(market, { name: 'fenced', gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await market.owner.query(
      'insert into lost_leases (lease_id, bid_hash, node_id, since) select lease_id, bid_hash, node_id, start_at from leases where lease_id = $1',
      [leaseId],
    )
    const relayId = await relayReady(market, node, leaseId)
    const relay = () => findRelay(market.api, { relayId })
    await market.until('the relay is refused', async () => (await relay())?.state === 'failed')
    expect(await relay()).toMatchObject({ state: 'failed', code: 'lease.node_lost', txHash: null })
    expect(await hasState(leaseId, 'booked')).toBe(true)
  })

  /** Returns how often this process has counted each possible outcome of a relay, for all relays together. */
  async function told(): Promise<number[]> {
    const outcomes = ['lost', 'resent', 'reverted', 'reopened']
    return await Promise.all(outcomes.map((outcome) => countOf(`infinitio_worker_outcomes_total{purpose="relay",outcome="${outcome}"}`)))
  }

  async function runLease(renter: TestKey, name: string): Promise<LeaseId> {
    await fund(market, renter)
    const { node } = await listNode(market, { name, gpus: 1 })
    const { leaseId } = await bookLease(market, renter, { node, nonce: 1n })
    await relayReady(market, node, leaseId)
    await market.until('the lease is active', () => hasState(leaseId, 'active'))
    await expectBooksAgree(market)
    return leaseId
  }

  /** Removes the transaction of this database row from the chain node's pool, and sends another transaction of the same key with the same nonce. */
  async function useNonceOf(row: Awaited<ReturnType<typeof sentRows>>[number] | undefined): Promise<void> {
    await dropFromPool(market, row?.hashes[0] ?? '')
    const [ours] = signedVersions(row ?? { raw: [] })
    const fees = { maxFeePerGas: 100n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n }
    const { privateKey, address } = market.chain.keys.sender
    const about = { chainId: market.chain.chainId, nonce: ours?.nonce ?? 0, call: { to: address, data: '0x' as const }, gas: 21_000n }
    const foreign = await keySigner(privateKey).sign({ ...about, ...fees })
    await market.client.request({ method: 'eth_sendRawTransaction', params: [foreign.raw] })
    await market.chain.mine(1)
  }

  async function endDirectly(renter: TestKey, leaseId: LeaseId): Promise<void> {
    const lease = await getLeaseRow(market.owner, { leaseId })
    if (lease === null) throw new Error('the lease has no row')
    const call = endCall({ market: market.chain.addresses.market, leaseId, terms: leaseTermsOf(lease), accept: true })
    await send(market, renter, { ...call, what: 'end' })
  }

  async function hasState(leaseId: bigint, state: string): Promise<boolean> {
    return (await market.owner.query('select 1 from leases where lease_id = $1 and state = $2', [leaseId, state])).length > 0
  }
})
