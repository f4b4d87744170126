import { randomUUID } from 'node:crypto'
import { insertLostLeases, listLosses, listOpenCredits, openTunnel } from '@infinitio/db'
import type { FaultWire, LeaseImageReportWire, TelemetryReportWire } from '@infinitio/domain/wire'
import { newWorkload } from '@infinitio/sdk'
import { getOpenCredits, getOpenLosses } from '@infinitio/sdk/emission'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { noteHours } from '../actions/machines/noteHours.ts'
import { noteFaults } from '../jobs/noteFaults.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
type Sample = TelemetryReportWire['samples'][number]

const tries = { state: 'refused', reason: 'no route to the registry', retrying: true } as const
function gpuWith(xid: number) {
  return {
    ...{ index: 0, name: 'NVIDIA L4', percent: 1, memoryUsedMib: 1, memoryTotalMib: 23_034, celsius: 60, watts: 72, coreMhz: null, memoryMhz: null },
    ...{ eccErrors: null, xid },
  }
}

const addressOf = ({ address }: { readonly address: string }) => address.toLowerCase()

describe('faults of leases', () => {
  let api: TestApi
  let renter: SignedIn
  let provider: SignedIn
  let nodes: SeededNode[]
  let lastLease = 0n
  const images = ['one', 'two', 'three'].map((name) => workloadOf(name))
  beforeAll(async () => {
    api = await startTestApi()
    nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'three' }, { name: 'four' }])
    renter = await api.signedIn(api.accounts.renter)
    provider = await api.signedIn(api.accounts.provider)
    for (const image of images) await renter.putWorkload(image)
    await noteHours(api.services)
  })
  afterAll(() => api.stop())
  beforeEach(async () => {
    // Faults are recorded only if `noteHours` ran in the last 60 s.
    await noteHours(api.services)
    for (const table of ['tunnels', 'lost_leases', 'relays', 'lease_incidents', 'lease_images', 'fault_records', 'market_outages', 'leases'])
      await api.owner.query(`delete from ${table}`, [])
    await api.owner.query('update node_heartbeats set silent = false, last_seen_at = now(), lost_at = null', [])
    for (const { node } of nodes)
      await openTunnel(api.owner, { id: randomUUID(), nodeId: node, gatewayId: 'a', connectedAt: new Date(Date.now() - 900_000) })
    await api.owner.query('update tunnels set last_seen_at = now()', [])
    await sentWorkloads(900)
  })

  test('blames the provider for a lost machine, notifies it, and shows refund and compensation once they are paid', async () => {
    const { leaseId } = await running(0)
    await lose(0, leaseId)
    expect((await getOpenLosses(api.client.transport)).items, 'the record decides first').toEqual([])
    const fault = await only(leaseId)
    expect((await getOpenLosses(api.client.transport)).items).toMatchObject([{ leaseId, party: 'provider' }])
    expect(await listLosses(api.services.db, { limit: 9 })).toMatchObject([{ leaseId: BigInt(leaseId) }])
    expect(fault).toMatchObject({ incident: 'lost', party: 'provider', rule: 2, source: 'market', paid: null, node: nodes[0]?.node })
    expect((await provider.listNotifications()).items[0]).toMatchObject({
      kind: 'fault_recorded',
      facts: { lease: leaseId, incident: 'lost', party: 'provider' },
    })
    expect((await renter.listNotifications()).items.filter(({ kind }) => kind === 'fault_recorded')).toEqual([])
    expect(await renter.getLease(leaseId)).toMatchObject({ faults: 1 })
    await api.owner.query(
      'update leases set state = $2, end_reason = 5, refund = 700, compensation = 30, ended_tx = $3, ended_block = 1 where lease_id = $1',
      [...[leaseId, 'ended', bytesOf('loss')]],
    )
    const paid = { refund: '700', compensation: '30', txHash: bytesOf('loss') }
    expect((await renter.listLeaseFaults(leaseId)).items).toEqual([{ ...fault, paid }])
    expect((await api.client.listNodeFaults(node(0))).items).toEqual([{ ...fault, paid }])
    expect((await api.client.listProviderFaults(addressOf(api.accounts.provider))).items).toEqual([{ ...fault, paid }])
    expect((await api.client.listProviderFaults(addressOf(api.accounts.renter))).items).toEqual([])
    await expect(api.client.listProviderFaults('0x12')).rejects.toMatchObject({ code: 'api.bad_address' })
    expect(await api.client.getPublicProvider(addressOf(api.accounts.provider))).toMatchObject({ faults: { recent: 1, all: 1 } })
    await api.owner.query('update fault_records set from_at = from_at - 2678400', [])
    expect(await api.client.getPublicProvider(addressOf(api.accounts.provider))).toMatchObject({ faults: { recent: 0, all: 1 } })
    expect(await noteFaults(api.services)).toBe(0)
  })

  test('blames the operator for a gateway that lost machines of several providers at once', async () => {
    const { leaseId } = await running(0)
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.stranger.address.toLowerCase()])
    await silenceSince(1, 130)
    await closeTunnels([0], 130)
    await lose(0, leaseId)
    const fault = await only(leaseId)
    expect(fault).toMatchObject({ incident: 'lost', party: 'operator', rule: 1, until: null })
    // The operator is at fault, not the provider. So neither a validator nor the worker ends the lease with compensation from the provider's bond. The renter
    // gets the lost time as a credit instead.
    await api.owner.query("update lost_leases set lost_at = now() - interval '1 hour'", [])
    expect((await getOpenLosses(api.client.transport)).items).toEqual([])
    expect(await listLosses(api.services.db, { limit: 9 })).toEqual([])
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    await api.owner.query("update leases set state = 'ended', end_at = $2 where lease_id = $1", [leaseId, fault.from + 90])
    expect(await noteFaults(api.services)).toBe(0)
    expect((await getOpenCredits(api.client.transport)).items).toEqual([{ leaseId, nodeId: node(0), seconds: 90, rule: 1 }])
    expect((await renter.listLeaseFaults(leaseId)).items).toMatchObject([{ until: fault.from + 90, owedSeconds: 90 }])
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.provider.address.toLowerCase()])
    expect((await api.client.listNodeFaults(node(0))).items).toEqual([])
  })

  test.each<[string, () => Promise<unknown>]>([
    ['its gateway reports late', () => api.owner.query("update tunnels set last_seen_at = now() - interval '25 seconds'", [])],
    ['its gateway reported 12 s ago', () => api.owner.query("update tunnels set last_seen_at = now() - interval '12 seconds'", [])],
    ['other machines lost their tunnels with it but sent heartbeats', () => closeTunnels([1, 2], 130)],
    ['other machines lost their tunnels after it was lost', () => closeTunnels([1, 2], 0)],
  ])('blames the provider for a machine that was cut off while %s', async (_what, late) => {
    const { leaseId } = await running(0)
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.stranger.address.toLowerCase()])
    await late()
    await closeTunnels([0], 130)
    await lose(0, leaseId)
    expect(await only(leaseId)).toMatchObject({ incident: 'lost', party: 'provider', rule: 2 })
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.provider.address.toLowerCase()])
  })

  test('blames nobody for a loss while no gateway reports, so the loss takes nothing from the bond and the time is credited', async () => {
    const { leaseId } = await running(0)
    await api.owner.query("update tunnels set last_seen_at = now() - interval '130 seconds'", [])
    await lose(0, leaseId)
    const fault = await only(leaseId)
    expect(fault).toMatchObject({ incident: 'lost', party: 'nobody', rule: 10 })
    expect(await listLosses(api.services.db, { limit: 9 })).toEqual([])
    await api.owner.query("update leases set state = 'ended', end_at = $2 where lease_id = $1", [leaseId, fault.from + 90])
    expect(await noteFaults(api.services)).toBe(0)
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ leaseId, seconds: 90, rule: 10 }])
  })

  test('lets a loss without a record end its lease only ten minutes later, because the record may be late', async () => {
    const { leaseId } = await running(0)
    await lose(0, leaseId)
    await api.owner.query("update lost_leases set lost_at = now() - interval '9 minutes'", [])
    expect(await listLosses(api.services.db, { limit: 9 })).toEqual([])
    await api.owner.query("update lost_leases set lost_at = now() - interval '11 minutes'", [])
    expect(await listLosses(api.services.db, { limit: 9 })).toMatchObject([{ leaseId: BigInt(leaseId) }])
  })

  test('blames the provider if all machines that dropped at once are its own', async () => {
    const { leaseId } = await running(0)
    await closeTunnels([0, 1], 130)
    await lose(0, leaseId)
    expect(await only(leaseId)).toMatchObject({ party: 'provider', rule: 2 })
  })

  test('blames the provider if the machines of its two wallets drop together at one site', async () => {
    const { leaseId } = await running(0)
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.stranger.address.toLowerCase()])
    await api.owner.query("update tunnels set site = 'one network'", [])
    await closeTunnels([0, 1], 130)
    await lose(0, leaseId)
    expect(await only(leaseId)).toMatchObject({ party: 'provider', rule: 2 })
    await api.owner.query('update chain_nodes set provider = $2 where node_id = $1', [node(1), api.accounts.provider.address.toLowerCase()])
  })

  test('blames nobody for a machine without a tunnel that sends heartbeats, if its gateway serves other machines', async () => {
    const { leaseId } = await running(0)
    await closeTunnels([0], 130)
    await api.owner.query('update node_heartbeats set silent = true, last_seen_at = now() where node_id = $1', [node(0)])
    expect(await only(leaseId)).toMatchObject({ incident: 'unreachable', party: 'nobody', rule: 10, source: 'none' })
  })

  test('blame the operator if a machine sends heartbeats but its gateway is empty, until its tunnel is back', async () => {
    const { leaseId } = await running(0)
    await closeTunnels([0, 1, 2, 3], 130)
    await api.owner.query('update node_heartbeats set silent = true, last_seen_at = now() where node_id = $1', [node(0)])
    const fault = await only(leaseId)
    expect(fault).toMatchObject({ incident: 'unreachable', party: 'operator', rule: 3, until: null })
    const before = await renter.getLease(leaseId)
    await api.owner.query('update node_heartbeats set silent = false where node_id = $1', [node(0)])
    expect(await noteFaults(api.services)).toBe(0)
    const over = (await renter.listLeaseFaults(leaseId)).items[0]
    expect(over?.until).toBeGreaterThanOrEqual(fault.from)
    expect([fault.owedSeconds, over?.owedSeconds]).toEqual([0, (over?.until ?? 0) - fault.from])
    expect((await getOpenCredits(api.client.transport)).items).toEqual([{ leaseId, nodeId: node(0), seconds: over?.owedSeconds, rule: 3 }])
    // If the credit of one lease waits, the credits of other leases must still be found. So the query can leave out given leases (`except`), or search only for
    // given leases (`only`).
    const found = async (choice: { except?: bigint[]; only?: bigint[] }) => (await listOpenCredits(api.services.db, { limit: 1, ...choice })).length
    expect([await found({ except: [BigInt(leaseId)] }), await found({ only: [BigInt(leaseId)] }), await found({ only: [] })]).toEqual([0, 1, 0])
    // The provider was paid for most of the credited time before the lease ended. So the chain can credit only the 7 seconds that are not paid yet.
    const end = "update leases set state = 'ended', paid_seconds = end_at - ready_at - $2 where lease_id = $1"
    await api.owner.query(end, [leaseId, 7])
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ leaseId, seconds: 7 }])
    await api.owner.query(end, [leaseId, 0])
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    await api.owner.query("update leases set state = 'closed' where lease_id = $1", [leaseId])
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    expect(before.faults).toBe(1)
  })

  test('blames nobody for a machine without a tunnel while its gateway is late to report the others', async () => {
    const { leaseId } = await running(0)
    await api.owner.query("update tunnels set last_seen_at = now() - interval '45 seconds'", [])
    await closeTunnels([0], 130)
    await api.owner.query('update node_heartbeats set silent = true, last_seen_at = now() where node_id = $1', [node(0)])
    expect(await only(leaseId)).toMatchObject({ incident: 'unreachable', party: 'nobody', rule: 10 })
  })

  test('records each time without the machine once, and credits their sum', async () => {
    const { leaseId } = await running(0)
    const hide = () => api.owner.query('update node_heartbeats set silent = true, last_seen_at = now() where node_id = $1', [node(0)])
    const list = async () => (await renter.listLeaseFaults(leaseId)).items
    await closeTunnels([0], 400)
    await hide()
    expect((await only(leaseId)).until).toBeNull()
    expect(await noteFaults(api.services), 'the first one is open').toBe(0)
    await api.owner.query('update node_heartbeats set silent = false', [])
    expect(await noteFaults(api.services)).toBe(0)
    await hide()
    expect(await noteFaults(api.services), 'it had no tunnel since').toBe(0)
    await api.owner.query('update fault_records set until_at = from_at + 150', [])
    const [first] = await list()
    const tunnel = { id: randomUUID(), nodeId: node(0), gatewayId: 'a', connectedAt: new Date(Date.now() - 200_000) }
    await openTunnel(api.owner, tunnel)
    await api.owner.query(
      "update tunnels set closed_at = now() - interval '130 seconds', last_seen_at = now() - interval '130 seconds' where id = $1",
      [tunnel.id],
    )
    expect(await noteFaults(api.services)).toBe(1)
    expect((await getOpenCredits(api.client.transport)).items, 'the second one is not over').toMatchObject([{ seconds: 150 }])
    await api.owner.query('update fault_records set until_at = from_at + 40 where until_at is null', [])
    expect(await list()).toMatchObject([
      { creditSeconds: 0, owedSeconds: 40 },
      { number: first?.number, creditSeconds: 0, owedSeconds: 150 },
    ])
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ leaseId, seconds: 190, rule: 10 }])
    await api.owner.query('update leases set credit_seconds = 160', [])
    expect(await list()).toMatchObject([
      { creditSeconds: 10, owedSeconds: 40 },
      { creditSeconds: 150, owedSeconds: 150 },
    ])
    await api.owner.query("update leases set state = 'ended', paid_seconds = end_at - ready_at - 170", [])
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ seconds: 170 }])
    expect(await list()).toMatchObject([
      { creditSeconds: 10, owedSeconds: 20 },
      { creditSeconds: 150, owedSeconds: 150 },
    ])
  })

  test.each<[string, () => Promise<void>, Partial<FaultWire>]>([
    ['a machine that was there', async () => {}, { party: 'provider', rule: 5 }],
    ['a silent machine', () => silenceSince(0, 800), { party: 'provider', rule: 2 }],
    ['a machine that became silent after the deadline', () => silenceSince(0, 30), { party: 'provider', rule: 5 }],
    ['an outage of the market', () => outage(300, 100), { party: 'operator', rule: 1 }],
    ['an outage that ended before the start', () => outage(9_000, 8_000), { party: 'provider', rule: 5 }],
    [
      'a workload that was never sent',
      async () => {
        await silenceSince(0, 800)
        await api.owner.query("update leases set workload_hash = '0x00'", [])
      },
      { party: 'renter', rule: 8, source: 'market' },
    ],
    ['a workload that came 310 s after the start', () => sentWorkloads(390), { party: 'nobody', rule: 10 }],
    ['a workload that came 290 s after the start', () => sentWorkloads(410), { party: 'provider', rule: 5 }],
    ['a silent machine that was sent a late workload', () => sentWorkloads(390).then(() => silenceSince(0, 800)), { party: 'provider', rule: 2 }],
    ['a Ready that was never sent to the chain', async () => void (await signReady(300)), { party: 'operator', rule: 1 }],
    ['a Ready 30 s before the deadline that the market did not send', async () => void (await signReady(130)), { party: 'nobody', rule: 10 }],
    ['a Ready after the deadline', async () => void (await signReady(70)), { party: 'provider', rule: 5 }],
    ['a Ready that the market refused, and others after it', refusedReady, { party: 'provider', rule: 5 }],
  ])('finds the party for a lease that was not ready in time: %s', async (_name, cause, expected) => {
    const { leaseId } = await seed(0, { startsAgo: 700n, change: {} })
    await cause()
    expect(await only(leaseId)).toMatchObject({ incident: 'not_ready', ...expected })
  })

  test.each<[string, Partial<Sample>, Partial<FaultWire>]>([
    ['Xid 79', { gpus: [gpuWith(79)] }, { incident: 'gpu_error', value: 79, party: 'provider', rule: 4 }],
    ['memory errors', { gpuMemoryErrors: 3 }, { incident: 'gpu_memory', value: 3, party: 'provider', rule: 4 }],
    ['a lost GPU', { gpusLost: 1 }, { incident: 'gpu_lost', value: 1, party: 'provider', rule: 4 }],
    ['a port without a program', { closedPort: 8_080 }, { incident: 'port_closed', value: 8_080, party: 'renter', rule: 8 }],
    ['exit code 1', { exitCode: 1 }, { incident: 'script_exit', value: 1, party: 'renter', rule: 8 }],
    ['a killed program', { memoryKills: 2 }, { incident: 'out_of_memory', value: 2, party: 'renter', rule: 8 }],
    ['a full disk', { diskUsedGib: 100, diskTotalGib: 100 }, { incident: 'disk_full', value: null, party: 'renter', rule: 8 }],
  ])('finds the party for an incident that an agent reports: %s', async (_name, sample, expected) => {
    const { leaseId } = await running(0)
    await report(0, leaseId, sample)
    await report(0, leaseId, sample)
    await reportedAgo(310)
    expect(await only(leaseId)).toMatchObject({ source: 'machine', paid: null, ...expected })
    expect((await api.client.listNodeFaults(node(0))).items).toHaveLength(expected.party === 'provider' ? 1 : 0)
    expect((await renter.listNotifications()).items[0]).toMatchObject({ kind: 'fault_recorded', facts: { lease: leaseId } })
  })

  test('blames the provider for an exit code directly before its hardware error, and shows the code to nobody else', async () => {
    const { leaseId } = await running(0)
    await report(0, leaseId, { exitCode: 137 })
    expect(await noteFaults(api.services), 'waits for a cause').toBe(0)
    await reportedAgo(310)
    await report(0, leaseId, { gpus: [gpuWith(79)] })
    await api.owner.query("update lease_incidents set at = now() - interval '100 seconds' where incident = 'gpu_error'", [])
    expect(await noteFaults(api.services)).toBe(2)
    expect((await renter.listLeaseFaults(leaseId)).items).toMatchObject([
      { incident: 'script_exit', value: 137, party: 'provider', rule: 4 },
      { incident: 'gpu_error', value: 79, party: 'provider', rule: 4 },
    ])
    expect((await api.client.listNodeFaults(node(0))).items).toMatchObject([{ incident: 'gpu_error' }])
  })

  test.each<[string, { lease: number; machine: number }, Partial<FaultWire>]>([
    ['the disk of the machine is full, but not the one of the lease', { lease: 10, machine: 500 }, { party: 'provider', rule: 4 }],
    ['the disk of the lease has no limit', { lease: 500, machine: 500 }, { party: 'renter', rule: 8 }],
    ['the disk of the machine has room', { lease: 10, machine: 510 }, { party: 'renter', rule: 8 }],
  ])('finds the party for an exit code while %s', async (_name, totals, expected) => {
    const { leaseId } = await running(0)
    const machine = { leaseId: null, diskUsedGib: 500, diskTotalGib: totals.machine }
    await report(0, leaseId, { diskUsedGib: 4, diskTotalGib: totals.lease }, machine)
    await report(0, leaseId, { exitCode: 1 })
    expect(await noteFaults(api.services), 'a full disk alone is no incident of a lease').toBe(0)
    await reportedAgo(310)
    expect(await only(leaseId)).toMatchObject({ incident: 'script_exit', ...expected })
  })

  test('blames the provider for an image that fails while the disk of its machine is full, unless the image has no digest', async () => {
    const [whole, unnamed] = [await running(0, 0), await running(1, 2)]
    const hash = images[2]?.workloadHash
    const [{ body }] = (await api.owner.query<{ body: string }>('select body from workloads where hash = $1', [hash])) as [{ body: string }]
    onTestFinished(async () => void (await api.owner.query('update workloads set body = $2 where hash = $1', [hash, body])))
    await api.owner.query('update workloads set body = $2 where hash = $1', [hash, body.replace(/@sha256:0{64}/, ':latest')])
    for (const [place, { leaseId }] of [whole, unnamed].entries()) {
      const machine = { leaseId: null, diskUsedGib: 500, diskTotalGib: 500 }
      await report(place, leaseId, { image: tries, diskUsedGib: 4, diskTotalGib: 10 }, machine)
    }
    expect(await noteFaults(api.services)).toBe(2)
    expect((await renter.listLeaseFaults(whole.leaseId)).items).toMatchObject([{ incident: 'image', party: 'provider', rule: 4 }])
    expect((await renter.listLeaseFaults(unnamed.leaseId)).items).toMatchObject([{ incident: 'image', party: 'renter', rule: 6 }])
  })

  test('records the other kinds of incidents if one kind fails', async () => {
    const { leaseId } = await running(0)
    await report(0, leaseId, { gpus: [gpuWith(79)] })
    await api.owner.query('insert into lease_images (node_id, lease_id, image) values ($1, $2, \'{"state": "refused"}\')', [node(0), leaseId])
    const bad = `${images[0]?.workloadHash}`
    const [{ body }] = (await api.owner.query<{ body: string }>('select body from workloads where hash = $1', [bad])) as [{ body: string }]
    await api.owner.query("update workloads set body = 'no JSON' where hash = $1", [bad])
    onTestFinished(async () => void (await api.owner.query('update workloads set body = $2 where hash = $1', [bad, body])))
    expect(await noteFaults(api.services)).toBe(1)
  })

  test('ignores errors that a program can cause, exit code 0, and reports about leases of other machines', async () => {
    const { leaseId } = await running(0)
    await report(0, leaseId, { gpus: [gpuWith(31)], exitCode: 0, memoryKills: 0, diskUsedGib: 5, diskTotalGib: 100 })
    await report(1, leaseId, { exitCode: 1 })
    await report(0, '999', { exitCode: 1 })
    expect(await noteFaults(api.services)).toBe(0)
    expect(await api.owner.query('select * from lease_incidents', [])).toEqual([])
  })

  test('blames the provider for a reboot under a lease, and nobody for a corrected clock', async () => {
    const { leaseId } = await running(0)
    const agent = await agentOf(0)
    const now = Math.floor(Date.now() / 1_000)
    const say = (bootedAt: number) => agent.sendAgentReport({ nodes: [node(0)], version: '1', startedAt: now, bootedAt, lines: [] })
    await say(now - 86_400)
    await say(now - 86_370)
    expect(await noteFaults(api.services)).toBe(0)
    await say(now - 20)
    expect(await only(leaseId)).toMatchObject({ incident: 'reboot', party: 'provider', rule: 4 })
  })

  type OtherLease = { on: number; image: number; state: LeaseImageReportWire; provider?: string; renter?: string }
  test.each<[string, { here: boolean; others: OtherLease[] }, Partial<FaultWire>]>([
    ['an image that the agent refuses for ever', { here: false, others: [] }, { party: 'nobody', rule: 10 }],
    ['another copy of the same image', { here: true, others: [{ on: 0, image: 0, state: { state: 'here' } }] }, { party: 'nobody', rule: 10 }],
    [
      'an image that fails at two other providers',
      { here: true, others: [1, 2].map((on) => ({ on, image: 0, state: tries, provider: `provider ${on}` })) },
      { party: 'renter', rule: 6 },
    ],
    [
      'an image that fails on two other machines of the same provider, which can rent them itself',
      { here: true, others: [1, 2].map((on) => ({ on, image: 0, state: tries })) },
      { party: 'nobody', rule: 10 },
    ],
    [
      'an image that fails on two machines of one other provider',
      { here: true, others: [1, 2].map((on) => ({ on, image: 0, state: tries, provider: 'another provider' })) },
      { party: 'nobody', rule: 10 },
    ],
    ['a registry that refuses one machine', { here: true, others: [{ on: 0, image: 1, state: { state: 'here' } }] }, { party: 'renter', rule: 6 }],
    [
      'a machine on which images of two renters fail',
      { here: true, others: [{ on: 0, image: 1, state: tries, renter: 'another renter' }] },
      { party: 'provider', rule: 7 },
    ],
    ['a renter that orders two images that do not exist', { here: true, others: [{ on: 0, image: 1, state: tries }] }, { party: 'nobody', rule: 10 }],
    ['an image that no other machine tried', { here: true, others: [{ on: 1, image: 0, state: tries }] }, { party: 'nobody', rule: 10 }],
  ])('finds the party for an image that did not start: %s', async (_name, { here, others }, expected) => {
    const { leaseId } = await running(0, 0)
    await report(0, leaseId, { image: here ? tries : { ...tries, retrying: false } })
    for (const { on, image, state, provider: owner, renter: other } of others) {
      const { leaseId: second } = await running(on, image)
      await report(on, second, { image: state })
      const parties = 'update leases set provider = coalesce($2, provider), renter = coalesce($3, renter) where lease_id = $1'
      await api.owner.query(parties, [second, owner ?? null, other ?? null])
    }
    await noteFaults(api.services)
    expect((await renter.listLeaseFaults(leaseId)).items).toMatchObject([{ incident: 'image', ...expected }])
  })

  test('blames nobody for an end that the provider signed, and shows the compensation', async () => {
    const { leaseId } = await running(0)
    const ended = { state: 'ended', end_reason: 4, refund: 900, compensation: 50, ended_tx: bytesOf('end'), ended_block: 2 }
    for (const [name, value] of Object.entries(ended)) await api.owner.query(`update leases set ${name} = $2 where lease_id = $1`, [leaseId, value])
    expect(await noteFaults(api.services), 'its block is not final').toBe(0)
    await api.owner.query('update leases set ended_block = 1 where lease_id = $1', [leaseId])
    const paid = { refund: '900', compensation: '50', txHash: bytesOf('end') }
    expect(await only(leaseId)).toMatchObject({ incident: 'provider_ended', party: 'nobody', rule: 9, source: 'chain', paid })
    expect((await api.client.listNodeFaults(node(0))).items).toMatchObject([{ incident: 'provider_ended' }])
    expect((await api.client.listProviderFaults(addressOf(api.accounts.provider))).items).toMatchObject([{ incident: 'provider_ended' }])
  })

  test('shows the payments of any end of a lost lease', async () => {
    const { leaseId } = await running(0)
    await lose(0, leaseId)
    expect(await only(leaseId)).toMatchObject({ paid: null })
    await api.owner.query("update leases set state = 'closed', end_reason = 2, refund = 0, closed_tx = $2 where lease_id = $1", [
      leaseId,
      bytesOf('close'),
    ])
    expect((await renter.listLeaseFaults(leaseId)).items).toMatchObject([{ paid: { refund: '0', compensation: '0', txHash: bytesOf('close') } }])
  })

  test('shows a fault to the parties of the lease only, and not to a former holder', async () => {
    const { leaseId } = await running(0)
    await report(0, leaseId, { exitCode: 1 })
    await reportedAgo(310)
    await noteFaults(api.services)
    await api.owner.query('update leases set holder = $2 where lease_id = $1', [leaseId, api.accounts.stranger.address.toLowerCase()])
    await expect(renter.listLeaseFaults(leaseId)).rejects.toMatchObject({ code: 'lease.not_holder' })
    expect(await renter.getLease(leaseId)).toMatchObject({ role: 'former_renter', faults: null })
    await api.owner.query('update leases set holder = null where lease_id = $1', [leaseId])
    const stranger = await api.signedIn(api.accounts.stranger)
    expect((await provider.listLeaseFaults(leaseId)).items).toHaveLength(1)
    await expect(stranger.listLeaseFaults(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(api.client.listLeaseFaults(leaseId)).rejects.toMatchObject({ status: 401 })
    await expect(renter.listLeaseFaults('999')).rejects.toMatchObject({ code: 'lease.unknown' })
  })

  test('stores one answer of each side in plain text, for 72 h, and shows the public only those of providers', async () => {
    const { leaseId } = await running(0)
    await report(0, leaseId, { gpus: [gpuWith(79)] })
    const { number } = await only(leaseId)
    const text = '<b>Replaced</b> the card.'
    const answered = await provider.answerFault({ number, text })
    expect(answered.answers).toEqual([{ side: 'provider', text, at: expect.any(Number) }])
    await expect(provider.answerFault({ number, text: 'again' })).rejects.toMatchObject({ code: 'lease.fault_answered', status: 409 })
    const stranger = await api.signedIn(api.accounts.stranger)
    for (const answer of [() => stranger.answerFault({ number, text: 'x' }), () => renter.answerFault({ number: '999999', text: 'x' })])
      await expect(answer()).rejects.toMatchObject({ code: 'lease.fault_unknown', status: 404 })
    for (const bad of ['', ' x', 'x\u202ey', 'x\u0000'])
      await expect(renter.answerFault({ number, text: bad })).rejects.toMatchObject({ status: 400 })
    await Promise.allSettled([1, 2].map(() => renter.answerFault({ number, text: 'It was broken.' })))
    expect((await renter.listLeaseFaults(leaseId)).items[0]?.answers.map(({ side }) => side)).toEqual(['provider', 'renter'])
    const account = addressOf(api.accounts.provider)
    for (const { items } of [await api.client.listNodeFaults(node(0)), await api.client.listProviderFaults(account)])
      expect(items[0]?.answers.map(({ side }) => side)).toEqual(['provider'])
    expect((await renter.exportAccount()).faultAnswers).toMatchObject([{ side: 'renter', text: 'It was broken.' }])
    await api.owner.query("update fault_records set created_at = now() - interval '73 hours'", [])
    await api.owner.query('delete from fault_answers', [])
    await expect(provider.answerFault({ number, text })).rejects.toMatchObject({ code: 'lease.fault_late', status: 409 })
  })

  test('lists and answers faults by the command, and prints the rules', async () => {
    const cli = startCli(api)
    onTestFinished(() => cli.stop())
    const { leaseId } = await running(0)
    await report(0, leaseId, { gpus: [gpuWith(79)] })
    const { number } = await only(leaseId)
    const as = { wallet: api.chain.keys.renter.privateKey }
    const answered = await cli.run(['fault', 'answer', number, 'The GPU was gone.'], as)
    expect(answered, answered.err).toMatchObject({ code: 0, out: `Fault ${number} of lease ${leaseId} has your answer.\n` })
    const listed = await cli.run(['fault', 'list', leaseId], as)
    expect(listed.out).toContain('The driver reported a GPU error (Xid 79)')
    expect(listed.out).toContain('Rule 4: The machine rebooted')
    expect(listed.out).toContain(`Answer of the renter to fault ${number}: The GPU was gone.`)
    expect(JSON.parse((await cli.run(['fault', 'list', '--node', node(0), '--json'])).out)).toMatchObject({ items: [{ number, party: 'provider' }] })
    expect(JSON.parse((await cli.run(['fault', 'list', '--provider', addressOf(api.accounts.provider), '--json'])).out)).toMatchObject({
      items: [{ number, party: 'provider' }],
    })
    expect((await cli.run(['fault', 'list'], as)).err).toContain('give one of a lease, --node and --provider')
  })

  test('waits until an outage of the market is stored', async () => {
    const { leaseId } = await seed(0, { startsAgo: 700n, change: {} })
    await api.owner.query("update node_hours_look set looked_at = now() - interval '10 minutes'", [])
    expect(await noteFaults(api.services)).toBe(0)
    await noteHours(api.services)
    expect(await only(leaseId)).toMatchObject({ incident: 'not_ready', party: 'operator', rule: 1 })
  })

  const node = (at: number): string => nodes[at]?.node ?? ''

  function workloadOf(name: string) {
    const reference = `docker.io/library/${name}@sha256:${'0'.repeat(64)}`
    return newWorkload({ template: 'image', startScript: '', environment: {}, sshKeys: [], ports: [], image: { reference } })
  }

  async function seed(
    at: number,
    { startsAgo, change, image = 0 }: { startsAgo: bigint; change: Parameters<typeof seedLease>[2]['change']; image?: number },
  ) {
    lastLease += 1n
    const startAt = BigInt(api.services.clock.read().now) - startsAgo
    const workloadHash = images[image]?.workloadHash ?? '0x00'
    await seedLease(api, nodes[at] as SeededNode, { leaseId: lastLease, startAt, workloadHash, ...(change !== undefined && { change }) })
    return { leaseId: lastLease.toString() }
  }

  function running(at: number, image = 0) {
    const startAt = BigInt(api.services.clock.read().now) - 700n
    return seed(at, { startsAgo: 700n, change: readyChange(startAt), image })
  }

  async function only(leaseId: string): Promise<FaultWire> {
    expect(await noteFaults(api.services)).toBe(1)
    const { items } = await renter.listLeaseFaults(leaseId)
    expect(items).toHaveLength(1)
    return items[0] as FaultWire
  }

  const silence = async (at: number, seconds: number): Promise<void> =>
    void (await api.owner.query('update node_heartbeats set silent = true, last_seen_at = now() - make_interval(secs => $2) where node_id = $1', [
      node(at),
      seconds,
    ]))

  async function lose(at: number, leaseId: string): Promise<void> {
    await silence(at, 130)
    const chainNow = BigInt(api.services.clock.read().now)
    expect(await insertLostLeases(api.owner, { nodeId: node(at), since: chainNow - 130n, chainNow })).toEqual([BigInt(leaseId)])
  }

  async function closeTunnels(at: readonly number[], secondsAgo: number): Promise<void> {
    await api.owner.query(
      'update tunnels set closed_at = now() - make_interval(secs => $2), last_seen_at = now() - make_interval(secs => $2) where node_id = any($1)',
      [at.map(node), secondsAgo],
    )
  }

  const outage = async (fromAgo: number, untilAgo: number): Promise<void> =>
    void (await api.owner.query('insert into market_outages values (now() - make_interval(secs => $1), now() - make_interval(secs => $2))', [
      fromAgo,
      untilAgo,
    ]))

  async function silenceSince(at: number, seconds: number): Promise<void> {
    await silence(at, seconds)
    await closeTunnels([at], seconds)
  }

  const sentWorkloads = async (secondsAgo: number): Promise<void> =>
    void (await api.owner.query('update workloads set created_at = now() - make_interval(secs => $1)', [secondsAgo]))

  const reportedAgo = async (seconds: number): Promise<void> =>
    void (await api.owner.query('update lease_incidents set at = now() - make_interval(secs => $1)', [seconds]))

  async function signReady(secondsAgo: number): Promise<string> {
    const id = randomUUID()
    await api.owner.query(
      `insert into relays (id, relay_key, kind, lease_id, account, payload, created_at)
       values ($1, $2, 'ready', $3, 'node', '{}', now() - make_interval(secs => $4))`,
      [id, `ready ${id}`, lastLease, secondsAgo],
    )
    return id
  }

  async function refusedReady(): Promise<void> {
    const id = await signReady(400)
    await api.owner.query(
      `insert into transactions (purpose, action, relay_id, lease_id, sender, raw, hashes, state, created_at)
       values ('relay', 'ready', $1, $2, 'nobody', '{}', '{}', 'failed', now() - interval '390 seconds')`,
      [id, lastLease],
    )
    await signReady(300)
  }

  async function agentOf(at: number) {
    const { node: nodeId, nodeKey } = nodes[at] as SeededNode
    const { token } = await api.client.signInNodes([{ nodeId, signMessage: (args) => nodeKey.signMessage(args) }])
    return api.client.withToken(token)
  }

  async function report(at: number, leaseId: string, ...samples: readonly Partial<Sample>[]): Promise<void> {
    const measured = { cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 1, diskUsedGib: null, diskTotalGib: null, netRxKib: null, netTxKib: null }
    await (await agentOf(at)).sendTelemetry({
      samples: samples.map((sample) => ({
        ...{ nodeId: node(at) as Sample['nodeId'], leaseId: leaseId as Sample['leaseId'], at: 1 },
        ...{ ...measured, ...sample },
      })),
    })
  }
})
