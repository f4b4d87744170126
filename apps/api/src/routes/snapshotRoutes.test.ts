import { findLeaseMoveFacts, firstLeaseOf, listDiskTasks, movedLeaseOf, switchLeaseNames } from '@infinitio/db'
import { hashBid } from '@infinitio/domain'
import type { MoveRequestWire } from '@infinitio/domain/wire'
import { buildBid, type Client, getNodeKeys, sealForMachine, signBid, signEnd, signSnapshotOrder, snapshotKeyOf } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanSnapshots } from '../jobs/cleanSnapshots.ts'
import { driveMoves } from '../jobs/driveMoves.ts'
import { takeMoveStep } from '../moves/takeMoveStep.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { signedLease } from '../../test/signedLease.ts'

const sealed = { box: '0x0102', commitment: bytesOf('commitment') }
const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const signal = () => AbortSignal.timeout(10_000)

describe('snapshots and moves', () => {
  let api: TestApi
  let nodes: SeededNode[]
  let renter: Client
  let stranger: Client
  let agents: Client[]
  let nextLease = 1n
  beforeAll(async () => {
    api = await startTestApi({ change: (services) => ({ ...services, snapshots: { ...services.snapshots, mostAccountBytes: 12 * 2 ** 20 } }) })
    nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }])
    renter = await api.signedIn(api.accounts.renter)
    stranger = await api.signedIn(api.accounts.stranger)
    agents = await Promise.all(
      nodes.map(async ({ node, nodeKey }) => {
        const { token } = await api.client.signInNodes([{ nodeId: node, signMessage: (args) => nodeKey.signMessage(args) }])
        return api.client.withToken(token)
      }),
    )
  })
  afterAll(() => api.stop())

  test('start only for the renter, one at a time, with a signature for this lease that is still valid', async () => {
    const { leaseId } = await leased(0)
    const order = await ordered(leaseId)
    await expect(stranger.createSnapshot(order)).rejects.toMatchObject({ code: 'auth.forbidden' })
    const forged = await signSnapshotOrder(api.accounts.stranger, { leaseId, renterKey: bytesOf('key'), chain: await api.client.getChain() })
    await expect(renter.createSnapshot(forged)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(renter.createSnapshot({ ...order, renterKey: bytesOf('mine') })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(renter.createSnapshot({ ...order, expiry: 5 })).rejects.toMatchObject({ code: 'snapshot.order_expired' })
    const { leaseId: over } = await leased(0, { state: 'ended' })
    await expect(renter.createSnapshot(await ordered(over))).rejects.toMatchObject({ code: 'lease.over' })
    await renter.createSnapshot(order)
    await expect(renter.createSnapshot(order)).rejects.toMatchObject({ code: 'snapshot.underway' })
    await expect(stranger.getLeaseDisk(leaseId)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await cleared()
  })

  test('take parts only from the machine of the lease, and start another lease only of the same account', async () => {
    const { leaseId } = await leased(0)
    const { snapshotId } = await renter.createSnapshot(await ordered(leaseId))
    const task = (await agents[0]?.getNodeLeases())?.leases.find((lease) => lease.leaseId === leaseId)?.disk?.snapshot
    expect(task).toMatchObject({ snapshotId, mostBytes: 12 * 2 ** 20 })
    const [agent, foreign] = agents as [Client, Client]
    await expect(foreign.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await agent.reportSnapshot({ snapshotId, report: { state: 'copying' } })
    await expect(agent.putMachinePart({ snapshotId, part: 1, bytes: bytes('early'), signal: signal() })).rejects.toMatchObject({
      code: 'snapshot.unknown',
    })
    expect(await agent.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })).toEqual({ url: null })
    await agent.putMachinePart({ snapshotId, part: 1, bytes: bytes('part1'), signal: signal() })
    const report = { state: 'stored', parts: 1, storedBytes: 5, diskBytes: 100, renterSealed: sealed, nodeSealed: null, secretsBox: null } as const
    await expect(agent.reportSnapshot({ snapshotId, report: { ...report, parts: 2 } })).rejects.toMatchObject({ code: 'snapshot.damaged' })
    await agent.reportSnapshot({ snapshotId, report })
    await expect(agent.reportSnapshot({ snapshotId, report })).rejects.toMatchObject({ code: 'snapshot.interrupted' })
    expect((await renter.getLeaseDisk(leaseId)).snapshots).toMatchObject([
      { snapshotId, state: 'stored', storedBytes: 5, diskBytes: 100, sealedKey: sealed },
    ])

    const bidHash = bytesOf(`bid ${nextLease}`)
    await expect(stranger.putRestore({ bidHash, snapshotId, sealedKey: null })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await renter.putRestore({ bidHash, snapshotId, sealedKey: null })
    const second = await leased(1)
    expect(second.bidHash).toBe(bidHash)
    const restoreOf = async () => (await foreign.getNodeLeases()).leases.find((lease) => lease.leaseId === second.leaseId)?.disk?.restore
    expect(await restoreOf()).toMatchObject({ snapshotId, sealedKey: null })
    await renter.putRestore({ bidHash, snapshotId, sealedKey: sealed })
    expect(await restoreOf()).toMatchObject({ sealedKey: sealed, parts: 1, storedBytes: 5, diskBytes: 100 })
    await expect(agent.openMachinePart({ leaseId: second.leaseId, part: 1, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    expect(await foreign.placeMachinePart({ leaseId: second.leaseId, part: 1, signal: signal() })).toEqual({ url: null })
    expect(Buffer.from(await foreign.openMachinePart({ leaseId: second.leaseId, part: 1, signal: signal() })).toString()).toBe('part1')
    await expect(foreign.openMachinePart({ leaseId: second.leaseId, part: 2, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await foreign.reportRestore({ leaseId: second.leaseId, report: { state: 'running', percent: 40 } })
    await foreign.reportRestore({ leaseId: second.leaseId, report: { state: 'done' } })
    expect((await renter.getLeaseDisk(second.leaseId)).restore).toEqual({ snapshotId, state: 'done', percent: 100, code: null })
    await expect(renter.putRestore({ bidHash, snapshotId, sealedKey: null })).rejects.toMatchObject({ code: 'snapshot.lease_settled' })
    const late = await leased(1)
    await expect(renter.putRestore({ bidHash: late.bidHash, snapshotId, sealedKey: null })).rejects.toMatchObject({ code: 'snapshot.lease_settled' })
    await cleared()
  })

  test('take no more room than their account has, and leave the store when they are deleted, run out, or fall silent', async () => {
    const { leaseId } = await leased(0)
    const { snapshotId } = await renter.createSnapshot(await ordered(leaseId))
    const agent = agents[0] as Client
    for (const part of [1, 2, 3]) await agent.placeMachinePart({ snapshotId, part, bytes: 4 * 2 ** 20, signal: signal() })
    await agent.putMachinePart({ snapshotId, part: 1, bytes: bytes('part1'), signal: signal() })
    await agent.placeMachinePart({ snapshotId, part: 4, bytes: 1, signal: signal() })
    await expect(agent.placeMachinePart({ snapshotId, part: 5, bytes: 1, signal: signal() })).rejects.toMatchObject({
      code: 'snapshot.quota_exceeded',
    })
    await expect(agent.placeMachinePart({ snapshotId, part: 90_000, bytes: 1, signal: signal() })).rejects.toMatchObject({
      code: 'snapshot.quota_exceeded',
    })
    const { leaseId: other } = await leased(0)
    await expect(renter.createSnapshot(await ordered(other))).rejects.toMatchObject({ code: 'snapshot.quota_exceeded' })
    await api.owner.query("update disk_snapshots set heard_at = now() - interval '10 minutes' where snapshot_id = $1", [snapshotId])
    await cleanSnapshots(api.services)
    expect((await renter.getLeaseDisk(leaseId)).snapshots).toMatchObject([{ state: 'failed', code: 'snapshot.interrupted' }])
    await expect(agent.placeMachinePart({ snapshotId, part: 1, bytes: 1, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.interrupted' })
    expect(await stored(snapshotId)).toBe(true)
    await renter.deleteSnapshot(snapshotId)
    await expect(renter.deleteSnapshot(snapshotId)).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await cleanSnapshots(api.services)
    expect(await stored(snapshotId)).toBe(false)
    const { snapshotId: short } = await renter.createSnapshot(await ordered(other))
    await api.owner.query("update disk_snapshots set expires_at = now() - interval '1 second' where snapshot_id = $1", [short])
    await cleanSnapshots(api.services)
    expect((await renter.listSnapshots()).items).toEqual([])
  })

  test('a move takes each step once, however often it is looked at, and ends the old lease last', async () => {
    const [agent, target] = agents as [Client, Client]
    const old = await leased(0)
    const { request, bidHash } = await wanted(old)
    await expect(stranger.transport.send({ method: 'POST', path: `/leases/${old.leaseId}/moves`, body: request })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
    const { moveId } = await move(old.leaseId, request)
    await expect(move(old.leaseId, request)).rejects.toMatchObject({ code: 'move.underway' })
    const paused = async () => (await tasksOf(old))[0]?.paused ?? false
    const label = (await renter.getLeasePorts(old.leaseId)).ports[0]?.url
    const to = await leased(1, { bidHash, state: 'booked' })
    await driveMoves(api.services)
    expect(await state(moveId)).toBe('starting')
    await driveMoves(api.services)
    expect(await state(moveId)).toBe('starting')
    await api.owner.query("update leases set state = 'active' where lease_id = $1", [to.leaseId])
    const stale = await findLeaseMoveFacts(api.owner, { moveId })
    await driveMoves(api.services)
    expect(await state(moveId)).toBe('copying')
    // Another server had read the move before this step. It now repeats the same step with its old data, and it must not request a second snapshot.
    if (stale !== null) await takeMoveStep(api.services, { ...stale, newLeaseState: 'active' })
    expect((await api.owner.query('select 1 from disk_snapshots where bid_hash = $1', [old.bidHash])).length).toBe(1)
    expect(await paused()).toBe(true)
    const { snapshotId } = (await agent.getNodeLeases()).leases.find(({ leaseId }) => leaseId === old.leaseId)?.disk?.snapshot ?? { snapshotId: '' }
    await agent.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })
    const report = {
      state: 'stored',
      parts: 1,
      storedBytes: 5,
      diskBytes: 100,
      renterSealed: null,
      nodeSealed: sealed,
      secretsBox: '0x0105',
    } as const
    await agent.reportSnapshot({ snapshotId, report })
    const boxes = () => api.owner.query<{ box: string }>('select box from sealed_secrets where node_id = $1', [nodes[1]?.node])
    expect(await boxes()).toEqual([{ box: '0x0105' }])
    await driveMoves(api.services)
    expect(await state(moveId)).toBe('restoring')
    expect((await target.getNodeLeases()).leases.find(({ leaseId }) => leaseId === to.leaseId)?.disk?.restore).toMatchObject({
      snapshotId,
      sealedKey: sealed,
    })
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ workingLeaseId: old.leaseId, toLeaseId: to.leaseId })
    // Another server had read the move, but was stopped before it requested the snapshot. It now continues with its old data, which must fail.
    if (stale !== null) await expect(takeMoveStep(api.services, { ...stale, newLeaseState: 'active' })).rejects.toThrow('somebody else')
    expect((await api.owner.query('select 1 from disk_snapshots where bid_hash = $1', [old.bidHash])).length).toBe(1)
    await target.reportRestore({ leaseId: to.leaseId, report: { state: 'running', percent: 50 } })
    await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ state: 'restoring', percent: 50 })
    await target.reportRestore({ leaseId: to.leaseId, report: { state: 'done' } })
    for (const next of ['switching', 'ending', 'ending']) {
      expect((await api.owner.query("select 1 from relays where kind = 'end' and lease_id = $1", [old.leaseId])).length).toBe(0)
      await driveMoves(api.services)
      expect(await state(moveId)).toBe(next)
    }
    await driveMoves(api.services)
    expect((await api.owner.query("select 1 from relays where kind = 'end' and lease_id = $1", [old.leaseId])).length).toBe(1)
    expect((await renter.getLeasePorts(to.leaseId)).ports[0]?.url).toBe(label)
    expect(await renter.getLease(to.leaseId)).toMatchObject({ ssh: { name: `lease-${old.leaseId}` } })
    expect(await paused()).toBe(true)
    await api.owner.query("update leases set state = 'ended' where lease_id = $1", [old.leaseId])
    await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ state: 'done', oldEnded: true, workingLeaseId: to.leaseId })
    expect((await renter.getLeaseDisk(old.leaseId)).movedTo).toBe(to.leaseId)
    // The snapshot that was made for the move is deleted, because only the new machine could decrypt it.
    expect((await renter.listSnapshots()).items).toEqual([])
    await cleared()
  })

  test('a move that fails lets the old lease go on, and says which one works', async () => {
    const agent = agents[0] as Client
    const old = await leased(0)
    const { request, bidHash } = await wanted(old)
    const { moveId } = await move(old.leaseId, request)
    const to = await leased(1, { bidHash })
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    const { snapshotId } = (await agent.getNodeLeases()).leases.find(({ leaseId }) => leaseId === old.leaseId)?.disk?.snapshot ?? { snapshotId: '' }
    await agent.reportSnapshot({ snapshotId, report: { state: 'failed', code: 'snapshot.unreadable' } })
    await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({
      ...{ moveId, state: 'failed', failedAt: 'copying', code: 'snapshot.unreadable' },
      ...{ workingLeaseId: old.leaseId, toLeaseId: to.leaseId, oldEnded: false },
    })
    expect(await tasksOf(old)).toEqual([])
    expect((await api.owner.query('select 1 from relays where lease_id = $1', [old.leaseId])).length).toBe(0)
    // The renter has no balance, so the order for the new lease is refused. In that case, the move copies nothing and pauses nothing.
    const again = await wanted(old)
    const refused = await move(old.leaseId, again.request)
    await driveMoves(api.services)
    expect(await state(refused.moveId)).toBe('failed')
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ failedAt: 'ordering', toLeaseId: null, workingLeaseId: old.leaseId })
    await cleared()
  })

  test('cancel a move until its names switch: the old lease continues, its copy is deleted, and its end is never submitted', async () => {
    const [agent, target] = agents as [Client, Client]
    const old = await leased(0)
    await expect(renter.cancelMove({ leaseId: old.leaseId })).rejects.toMatchObject({ code: 'move.over' })
    const { request, bidHash } = await wanted(old)
    const { moveId } = await move(old.leaseId, request)
    const to = await leased(1, { bidHash })
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    expect(await state(moveId)).toBe('copying')
    const stale = await findLeaseMoveFacts(api.owner, { moveId })
    const diskOf = async (client: Client, id: string) => (await client.getNodeLeases()).leases.find(({ leaseId }) => leaseId === id)?.disk
    const snapshotId = (await diskOf(agent, old.leaseId))?.snapshot?.snapshotId ?? ''
    await agent.reportSnapshot({ snapshotId, report: { state: 'copying' } })
    await expect(stranger.cancelMove({ leaseId: old.leaseId })).rejects.toMatchObject({ code: 'auth.forbidden' })
    const provider = await api.signedIn(api.accounts.provider)
    await expect(provider.cancelMove({ leaseId: old.leaseId })).rejects.toMatchObject({ code: 'lease.not_holder' })
    const cancelled = { state: 'cancelling', failedAt: 'copying', workingLeaseId: old.leaseId, toLeaseId: to.leaseId, newOver: false, oldLost: false }
    // The move can be cancelled from the new lease and from the old one.
    expect(await renter.cancelMove({ leaseId: to.leaseId })).toMatchObject(cancelled)
    expect(await renter.cancelMove({ leaseId: old.leaseId })).toMatchObject(cancelled)
    expect(await diskOf(agent, old.leaseId)).toBeNull()
    await expect(agent.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.deleted' })
    await expect(target.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    // In the row about the new machine's disk, there must still be no snapshot and no key. So the machine continues to wait and never starts the renter's
    // script.
    expect((await diskOf(target, to.leaseId))?.restore).toMatchObject({ snapshotId: null, sealedKey: null })
    // Another server had read the move before it was cancelled. It now performs a step with its old data, which must change nothing.
    if (stale !== null) await takeMoveStep(api.services, { ...stale, snapshotState: 'stored', snapshotKey: JSON.stringify(sealed) })
    for (let look = 0; look < 3; look += 1) await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ ...cancelled, state: 'cancelled', code: null })
    expect((await api.owner.query('select 1 from relays where lease_id = $1', [old.leaseId])).length).toBe(0)
    await api.owner.query("update leases set state = 'closed' where lease_id = $1", [to.leaseId])
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ newOver: true })
    // After a cancelled move, the lease can be moved again.
    const again = await wanted(old)
    const { moveId: next } = await move(old.leaseId, again.request)
    expect(await renter.cancelMove({ leaseId: old.leaseId })).toMatchObject({
      moveId: next,
      state: 'cancelling',
      failedAt: 'ordering',
      toLeaseId: null,
    })
    await driveMoves(api.services)
    expect(await state(next)).toBe('cancelled')
    expect((await api.owner.query("select 1 from api_commands where command_key = 'order:' || $1", [again.bidHash])).length).toBe(0)
    await cleared()
  })

  test('a restore that runs fails when its move is cancelled, and a move whose names went over is not cancelled', async () => {
    const [agent, target] = agents as [Client, Client]
    const restoring = async () => {
      const old = await leased(0)
      const { request, bidHash } = await wanted(old)
      const { moveId } = await move(old.leaseId, request)
      const to = await leased(1, { bidHash })
      for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
      const { snapshotId } = (await agent.getNodeLeases()).leases.find(({ leaseId }) => leaseId === old.leaseId)?.disk?.snapshot ?? { snapshotId: '' }
      await agent.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })
      const copy = { state: 'stored', parts: 1, storedBytes: 5, diskBytes: 100, renterSealed: null, nodeSealed: sealed, secretsBox: null } as const
      await agent.reportSnapshot({ snapshotId, report: copy })
      await driveMoves(api.services)
      await target.reportRestore({ leaseId: to.leaseId, report: { state: 'running', percent: 50 } })
      return { old, to, moveId, bidHash, snapshotId }
    }
    const first = await restoring()
    expect(await renter.cancelMove({ leaseId: first.old.leaseId })).toMatchObject({ state: 'cancelling', failedAt: 'restoring' })
    await expect(target.openMachinePart({ leaseId: first.to.leaseId, part: 1, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await target.reportRestore({ leaseId: first.to.leaseId, report: { state: 'done' } })
    expect((await renter.getLeaseDisk(first.to.leaseId)).restore).toMatchObject({ state: 'failed', code: 'move.cancelled', snapshotId: null })
    expect(await tasksOf(first.old)).toEqual([])
    expect((await renter.listSnapshots()).items).toEqual([])

    const second = await restoring()
    await target.reportRestore({ leaseId: second.to.leaseId, report: { state: 'done' } })
    for (const at of ['switching', 'ending']) {
      await driveMoves(api.services)
      expect(await state(second.moveId)).toBe(at)
      await expect(renter.cancelMove({ leaseId: second.old.leaseId })).rejects.toMatchObject({ code: 'move.too_late' })
      expect(await state(second.moveId)).toBe(at)
    }
    await cleared()
  })

  test('from a machine that is lost a move begins with the last snapshot, and asks nothing of that machine', async () => {
    const target = agents[1] as Client
    const old = await leased(0)
    const snapshotId = await storedSnapshot(old.leaseId)
    await lost(old)
    const { request, bidHash } = await wanted(old)
    await expect(move(old.leaseId, request)).rejects.toMatchObject({ code: 'move.machine_lost' })
    const source = { kind: 'snapshot', snapshotId, sealedKey: sealed } as const
    await expect(move(old.leaseId, { ...request, source: { ...source, snapshotId: '00000000-0000-4000-8000-000000000000' } })).rejects.toMatchObject({
      code: 'snapshot.unknown',
    })
    const { moveId } = await move(old.leaseId, { ...request, source })
    const to = await leased(1, { bidHash })
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    expect(await state(moveId)).toBe('restoring')
    expect((await target.getNodeLeases()).leases.find(({ leaseId }) => leaseId === to.leaseId)?.disk?.restore).toMatchObject({
      snapshotId,
      sealedKey: sealed,
    })
    await target.reportRestore({ leaseId: to.leaseId, report: { state: 'done' } })
    for (let look = 0; look < 3; look += 1) await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ state: 'done', oldEnded: true, workingLeaseId: to.leaseId })
    await cleared()
  })

  test('a move from a lost machine is cancelled too: the last snapshot stays, nothing is asked of that machine, and the lease can be moved with it again', async () => {
    const target = agents[1] as Client
    const old = await leased(0)
    const snapshotId = await storedSnapshot(old.leaseId)
    await lost(old)
    const source = { kind: 'snapshot', snapshotId, sealedKey: sealed } as const
    const { request, bidHash } = await wanted(old)
    const { moveId } = await move(old.leaseId, { ...request, source })
    const to = await leased(1, { bidHash })
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    await target.reportRestore({ leaseId: to.leaseId, report: { state: 'running', percent: 50 } })
    const cancelled = {
      moveId,
      failedAt: 'restoring',
      workingLeaseId: old.leaseId,
      toLeaseId: to.leaseId,
      newOver: false,
      oldEnded: false,
      oldLost: true,
    }
    expect(await renter.cancelMove({ leaseId: old.leaseId })).toMatchObject({ ...cancelled, state: 'cancelling' })
    await expect(target.openMachinePart({ leaseId: to.leaseId, part: 1, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await target.reportRestore({ leaseId: to.leaseId, report: { state: 'done' } })
    for (let look = 0; look < 3; look += 1) await driveMoves(api.services)
    expect((await renter.getLeaseDisk(old.leaseId)).move).toMatchObject({ ...cancelled, state: 'cancelled', code: null })
    expect((await renter.getLeaseDisk(to.leaseId)).restore).toMatchObject({ state: 'failed', code: 'move.cancelled' })
    expect((await renter.listSnapshots()).items).toMatchObject([{ snapshotId, state: 'stored' }])
    expect(await tasksOf(old)).toEqual([])
    expect((await api.owner.query('select 1 from relays where lease_id = any($1)', [[old.leaseId, to.leaseId]])).length).toBe(0)
    expect(await renter.getLease(old.leaseId)).toMatchObject({ ssh: { name: `lease-${old.leaseId}` } })

    const again = await wanted(old)
    const { moveId: next } = await move(old.leaseId, { ...again.request, source })
    const second = await leased(1, { bidHash: again.bidHash })
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    expect(await state(next)).toBe('restoring')
    expect((await target.getNodeLeases()).leases.find(({ leaseId }) => leaseId === second.leaseId)?.disk?.restore).toMatchObject({ snapshotId })
    await renter.cancelMove({ leaseId: old.leaseId })
    await driveMoves(api.services)
    await cleared()
  })

  test('the names of a lease lead to where its workload is, however often it moved', async () => {
    const leases = [await leased(0), await leased(1), await leased(0)]
    const [first, second, third] = leases as [(typeof leases)[number], (typeof leases)[number], (typeof leases)[number]]
    const ids = leases.map(({ leaseId }) => BigInt(leaseId))
    for (const [from, to] of [
      [first, second],
      [second, third],
    ] as const)
      for (let time = 0; time < 2; time += 1)
        await switchLeaseNames(api.owner, {
          bidHash: from.bidHash,
          leaseId: BigInt(from.leaseId),
          toBidHash: to.bidHash,
          toLeaseId: BigInt(to.leaseId),
        })
    expect(await Promise.all(ids.map((leaseId) => movedLeaseOf(api.owner, { leaseId })))).toEqual([ids[2], ids[2], ids[2]])
    const firsts = leases.map(({ leaseId, bidHash }) => firstLeaseOf(api.owner, { leaseId: BigInt(leaseId), bidHash }))
    expect(await Promise.all(firsts)).toEqual([ids[0], ids[0], ids[0]])
    expect(await movedLeaseOf(api.owner, { leaseId: 99_999n })).toBe(99_999n)
  })

  test('the signatures of a move must speak of one move', async () => {
    const [old, other] = [await leased(0), await leased(0)]
    const { request } = await wanted(old)
    const { request: foreign } = await wanted(other)
    const wrong: [Partial<MoveRequestWire>, string][] = [
      [{ source: foreign.source }, 'move.mismatch'],
      [{ end: foreign.end }, 'move.mismatch'],
      [{ order: (await wanted(old, 0)).request.order }, 'move.same_machine'],
      [{ end: { ...request.end, expiry: 5 } as MoveRequestWire['end'] }, 'lease.instruction_expired'],
    ]
    for (const [change, code] of wrong) await expect(move(old.leaseId, { ...request, ...change })).rejects.toMatchObject({ code })
    expect((await renter.getLeaseDisk(old.leaseId)).move).toBeNull()
  })

  test('a snapshot’s key goes from its renter to a machine, and opens for no other wallet', async () => {
    const chain = await api.client.getChain()
    const [key, same, other] = await Promise.all(
      [api.accounts.renter, api.accounts.renter, api.accounts.stranger].map((who) => snapshotKeyOf(who, { chain })),
    )
    expect(same).toEqual(key)
    const snapshot = { snapshotId: 'one', renterKey: key?.renterKey ?? '', sealedKey: sealed }
    const machine = { nodeId: nodes[0]?.node ?? '', boxKey: (await getNodeKeys(renter.transport, nodes[0]?.node ?? '')).boxKey }
    const account = api.accounts.renter.address
    await expect(sealForMachine({ snapshot, account, key: other as never, machine })).rejects.toMatchObject({ code: 'snapshot.key_unusable' })
    await expect(sealForMachine({ snapshot, account, key: key as never, machine })).rejects.toMatchObject({ code: 'snapshot.key_unusable' })
  })

  async function leased(on: number, { state = 'active', bidHash }: { state?: 'active' | 'booked' | 'ended'; bidHash?: string } = {}) {
    const leaseId = nextLease
    nextLease += 1n
    const startAt = BigInt(api.services.clock.read().now - 100)
    const workloadHash = bytesOf('workload')
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3) on conflict do nothing', [
      ...[workloadHash, api.accounts.renter.address.toLowerCase()],
      JSON.stringify({ template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [8888], salt: bytesOf('salt') }),
    ])
    const seeded = await seedLease(api, nodes[on] as SeededNode, { leaseId, startAt, workloadHash, change: readyChange(startAt) })
    if (bidHash !== undefined) await api.owner.query('update leases set bid_hash = $2 where lease_id = $1', [leaseId, bidHash])
    if (state !== 'active') await api.owner.query('update leases set state = $2 where lease_id = $1', [leaseId, state])
    return { leaseId: leaseId.toString(), bidHash: bidHash ?? seeded.bidHash }
  }

  function tasksOf({ leaseId, bidHash }: { leaseId: string; bidHash: string }) {
    return listDiskTasks(api.owner, { leases: [{ leaseId: BigInt(leaseId), bidHash }] })
  }

  async function ordered(leaseId: string) {
    return signSnapshotOrder(api.accounts.renter, { leaseId, renterKey: bytesOf('key'), chain: await api.client.getChain() })
  }

  /** Stores a snapshot of a lease of the first machine. */
  async function storedSnapshot(leaseId: string): Promise<string> {
    const agent = agents[0] as Client
    const { snapshotId } = await renter.createSnapshot(await ordered(leaseId))
    await agent.placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })
    const report = { state: 'stored', parts: 1, storedBytes: 5, diskBytes: 9, renterSealed: sealed, nodeSealed: null, secretsBox: null } as const
    await agent.reportSnapshot({ snapshotId, report })
    return snapshotId
  }

  /** Stores that this lease was lost together with the first machine. */
  async function lost({ leaseId, bidHash }: { leaseId: string; bidHash: string }): Promise<void> {
    const row = [leaseId, bidHash, nodes[0]?.node]
    await api.owner.query('insert into lost_leases (lease_id, bid_hash, node_id, since) values ($1, $2, $3, 1)', row)
  }

  async function wanted({ leaseId }: { leaseId: string }, on = 1): Promise<{ request: MoveRequestWire; bidHash: string }> {
    const chain = await api.client.getChain()
    const { node } = nodes[on] as SeededNode
    const signer = api.accounts.renter
    const listing = { node, classId: 0, regionId: 0 }
    const terms = { gpus: 1, durationSeconds: 600, pricePerGpuSecond: '1000', workloadHash: bytesOf('workload'), nonce: nextLease * 7n }
    const bid = buildBid({ listing, ...terms, renter: signer.address, chain })
    const request: MoveRequestWire = {
      order: await signBid(signer, { bid, chain }),
      source: { kind: 'machine', snapshot: await signSnapshotOrder(signer, { leaseId, node, nodeKey: bytesOf('box'), chain }) },
      end: await signEnd(signer, { lease: await signedLease(api, leaseId), accept: true, chain, lifeSeconds: 86_400 }),
    }
    return { request, bidHash: hashBid(bid, { chainId: chain.chainId, market: chain.addresses.market as `0x${string}` as never }) }
  }

  function move(leaseId: string, body: MoveRequestWire): Promise<{ moveId: string }> {
    return renter.transport.send<{ moveId: string }>({ method: 'POST', path: `/leases/${leaseId}/moves`, body })
  }

  async function state(moveId: string) {
    return (await findLeaseMoveFacts(api.owner, { moveId }))?.state
  }

  async function stored(snapshotId: string): Promise<boolean> {
    const way = api.services.snapshots.store?.way
    return way?.kind === 'api' && (await way.open({ snapshotId, part: 1 })) !== null
  }

  async function cleared(): Promise<void> {
    await api.owner.query('delete from disk_snapshots', [])
  }
})
