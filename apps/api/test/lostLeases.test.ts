import { attestationsAbi, nameKey, stakeVaultAbi } from '@infinitio/chain'
import { createChainClient, formDevelopmentSet } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import type { LeaseRow } from '@infinitio/db'
import { type Client, signEnd } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteHours } from '../src/actions/machines/noteHours.ts'
import { noteFaults } from '../src/jobs/noteFaults.ts'
import { loseNodes } from '../src/jobs/watchNodes.ts'
import { auditOf } from './auditOf.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const nodeLost = 5
const daySeconds = 86_400
const long = process.env.TEST_LONG === '1'
const attestor = testKey('attestor')
const feeOf = (pay: bigint, feeBps: number) => (pay * BigInt(feeBps) + 9_999n) / 10_000n

describe('the leases of a lost node, with an attestor of the operator', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let renter: Client
  beforeAll(async () => {
    api = await startTestApi()
    const { rpcUrl, addresses, keys } = api.chain
    await formDevelopmentSet({ rpcUrl, addresses, deployerKey: keys.deployer.privateKey, members: [attestor] })
    engine = startTestEngine(api, 'all', { attestorKey: attestor.privateKey })
    market = liveMarket(api, engine)
    await market.fund(keys.renter)
    renter = await api.signedIn(api.accounts.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('end on the chain at its last sign of life, refund the rest at once, take nothing from its bond, and have a fault record', async () => {
    const node = await market.list('lost')
    const lease = await market.runLease(node)
    await market.travel(900)
    const bondBefore = await providerBond()
    const since = await lose(node, lease, { silentSeconds: 200 })
    expect(await renter.getLease(String(lease.leaseId))).toMatchObject({ lost: { since: Number(since) }, node: { state: 'lost' } })
    const lost = await market.leaseWhen(lease.leaseId, 'the lease is ended', ({ state }) => state === 'ended')
    expect([lost.endReason, lost.endAt, lost.compensation]).toEqual([nodeLost, since, 0n])
    expect(await providerBond()).toBe(bondBefore)
    const billed = since - (lease.readyAt ?? 0n)
    const pay = lease.pricePerGpuSecond * billed
    const fee = feeOf(pay, lease.feeBps)
    expect(lost.refund).toBe(lease.escrow - pay - fee)
    const paid = { refund: String(lost.refund), compensation: '0', txHash: lost.endedTx }
    expect((await renter.listLeaseFaults(String(lease.leaseId))).items).toMatchObject([
      { incident: 'lost', party: 'provider', rule: 2, from: Number(since), paid },
    ])
    // An hour after the end of the lease, the next run of the engine's worker closes the lease.
    if (!long) return
    await market.travel(3_700)
    const closed = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    expect([closed.pay, closed.renterFee, closed.refund]).toEqual([pay, fee, lease.escrow - pay - fee])
    expect(await renter.getLeaseReceipt(String(lease.leaseId))).toMatchObject({
      reason: 'node_lost',
      end: Number(since),
      billedSeconds: Number(billed),
      spent: String(pay + fee),
      compensation: '0',
    })
    expect(await auditOf(api, engine)).toEqual([])
  })

  it('end also when the set of validators is too old to sign: a new set is formed first', async () => {
    await market.travel(8 * daySeconds)
    const node = await market.list('lost later')
    const lease = await market.runLease(node)
    const since = await lose(node, lease, { silentSeconds: 130 })
    const lost = await market.leaseWhen(lease.leaseId, 'the lease is ended', ({ state }) => state === 'ended')
    // The node counts as lost from its last heartbeat, which was before the lease was ready. So the lease ends at the moment at which it became ready, and
    // nothing is billed.
    expect(since < (lease.readyAt ?? 0n)).toBe(true)
    expect([lost.endReason, lost.endAt]).toEqual([nodeLost, lease.readyAt])
  })

  it('stay as they are when its renter ended them first, and nobody signs anything', async () => {
    const node = await market.list('ended in time')
    const lease = await market.runLease(node)
    const chain = await renter.getChain()
    await renter.placeRelay(await signEnd(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), accept: true, chain }))
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const rootsBefore = await rootsAttested()
    expect(await lose(node, lease, { silentSeconds: 200 })).toBe(0n)
    expect(await rootsAttested()).toBe(rootsBefore)
  })

  /**
   * Sets a node's last heartbeat to `silentSeconds` ago and lets the market mark the node as lost. Returns the block time from which its lease counts as lost,
   * or 0 if the lease was not marked as lost.
   */
  async function lose({ node }: SeededNode, { leaseId }: LeaseRow, { silentSeconds }: { silentSeconds: number }): Promise<bigint> {
    await api.owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => $2), true)', [
      node,
      silentSeconds,
    ])
    expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
    const rows = await api.owner.query<{ since: bigint }>('select since from lost_leases where lease_id = $1', [leaseId])
    await api.owner.query(
      "insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at) values (gen_random_uuid(), 'another', 'a', now() - interval '1 hour', now())",
      [],
    )
    // The chain ends a lease only after its fault record shows that the operator is not at fault.
    await noteHours(api.services)
    expect(await noteFaults(api.services)).toBe(rows.length)
    return rows[0]?.since ?? 0n
  }

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })

  async function providerBond(): Promise<bigint> {
    const args = [api.chain.keys.provider.address, nameKey('Provider')] as const
    return (await rpc().readContract({ address: api.chain.addresses.stakeVault, abi: stakeVaultAbi, functionName: 'bondOf', args })).bonded
  }

  async function rootsAttested(): Promise<number> {
    const events = { address: api.chain.addresses.attestations, abi: attestationsAbi, eventName: 'RootAttested', fromBlock: 0n } as const
    return (await rpc().getContractEvents(events)).length
  }
})
