import { movedLeaseOf } from '@infinitio/db'
import type { MoveRequestWire } from '@infinitio/domain/wire'
import { buildBid, type Client, hashOfBid, signBid, signEnd, signSnapshotOrder } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { driveMoves } from '../jobs/driveMoves.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { signedLease } from '../../test/signedLease.ts'

const sealed = { box: '0x0102', commitment: bytesOf('commitment') }
const stored = { state: 'stored', parts: 1, storedBytes: 5, diskBytes: 100, secretsBox: null } as const
const signal = () => AbortSignal.timeout(10_000)

describe('disks of leases that one bid made', () => {
  let api: TestApi
  let nodes: SeededNode[]
  let renter: Client
  let agents: Client[]
  let nextLease = 1n
  beforeAll(async () => {
    api = await startTestApi()
    nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'three' }, { name: 'four' }])
    renter = await api.signedIn(api.accounts.renter)
    agents = await Promise.all(
      nodes.map(async ({ node, nodeKey }) => {
        const { token } = await api.client.signInNodes([{ nodeId: node, signMessage: (args) => nodeKey.signMessage(args) }])
        return api.client.withToken(token)
      }),
    )
  })
  afterAll(() => api.stop())

  test('each lease of a split order on one machine is copied by an order for this lease', async () => {
    const [first, second] = await leases(bytesOf('split'), [0, 0])
    const [firstCopy, secondCopy] = [await copy(first), await copy(second)]
    expect(await diskOf(0, first)).toMatchObject({ snapshot: { snapshotId: firstCopy, order: { leaseId: first } } })
    expect(await diskOf(0, second)).toMatchObject({ snapshot: { snapshotId: secondCopy, order: { leaseId: second } } })
    await expect(copy(first)).rejects.toMatchObject({ code: 'snapshot.underway' })
    await store(0, firstCopy, { renterSealed: sealed, nodeSealed: null })
    expect(await diskOf(0, first)).toBeNull()
    expect((await renter.getLeaseDisk(first)).snapshots.map(({ snapshotId, state }) => ({ snapshotId, state }))).toEqual([
      { snapshotId: firstCopy, state: 'stored' },
    ])
    expect((await renter.getLeaseDisk(second)).snapshots.map(({ snapshotId }) => snapshotId)).toEqual([secondCopy])
  })

  test('each lease of a cluster of three begins with the snapshot and reports its own progress', async () => {
    const [source] = await leases(bytesOf('source'), [0])
    const snapshotId = await copy(source)
    await store(0, snapshotId, { renterSealed: sealed, nodeSealed: null })
    const bidHash = bytesOf('begins with a snapshot')
    await renter.putRestore({ bidHash, snapshotId, sealedKey: null })
    const [first, second, third] = await leases(bidHash, [0, 1, 2])
    for (const [on, lease] of [first, second, third].entries())
      expect((await diskOf(on, lease))?.restore).toMatchObject({ snapshotId, sealedKey: null })
    const keys = [first, second, third].map((lease) => ({ ...sealed, commitment: bytesOf(`key for ${lease}`) }))
    for (const [on, leaseId] of [first, second, third].entries())
      await renter.putRestore({ bidHash, snapshotId, sealedKey: keys[on] ?? null, leaseId })
    for (const [on, lease] of [first, second, third].entries()) expect((await diskOf(on, lease))?.restore).toMatchObject({ sealedKey: keys[on] })
    await expect(renter.putRestore({ bidHash, snapshotId, sealedKey: sealed, leaseId: source })).rejects.toMatchObject({ code: 'lease.unknown' })
    expect(Buffer.from(await agent(2).openMachinePart({ leaseId: third, part: 1, signal: signal() })).toString()).toBe('part1')
    await expect(agent(0).openMachinePart({ leaseId: third, part: 1, signal: signal() })).rejects.toMatchObject({ code: 'snapshot.unknown' })
    await agent(0).reportRestore({ leaseId: first, report: { state: 'done' } })
    await agent(1).reportRestore({ leaseId: second, report: { state: 'running', percent: 40 } })
    const progress = async (lease: string) => (await renter.getLeaseDisk(lease)).restore
    expect(await progress(first)).toMatchObject({ state: 'done', percent: 100 })
    expect(await progress(second)).toMatchObject({ state: 'running', percent: 40 })
    expect(await progress(third)).toMatchObject({ state: 'waiting', percent: 0 })
  })

  test('two leases of a cluster of three move at the same time, and the third keeps its names and continues', async () => {
    const bidHash = bytesOf('cluster')
    const [first, second, third] = await leases(bidHash, [0, 1, 2])
    const urls = await Promise.all([first, second, third].map(urlOf))
    expect(new Set(urls).size).toBe(3)
    const moves = [await move(first), await move(second)]
    await expect(move(first)).rejects.toMatchObject({ code: 'move.underway' })
    expect((await renter.getLeaseDisk(third)).move).toBeNull()
    const [[to], [other]] = [await leases(moves[0]?.newBidHash ?? '', [3]), await leases(moves[1]?.newBidHash ?? '', [3])]
    for (let look = 0; look < 2; look += 1) await driveMoves(api.services)
    for (const [on, lease] of [first, second].entries()) {
      const disk = await diskOf(on, lease)
      expect(disk).toMatchObject({ paused: true, snapshot: { order: { leaseId: lease } } })
      await store(on, disk?.snapshot?.snapshotId ?? '', { renterSealed: null, nodeSealed: sealed })
    }
    expect(await diskOf(2, third)).toBeNull()
    await driveMoves(api.services)
    await agent(3).reportRestore({ leaseId: to, report: { state: 'done' } })
    for (let look = 0; look < 3; look += 1) await driveMoves(api.services)
    expect((await renter.getLeaseDisk(first)).move).toMatchObject({ state: 'ending', fromLeaseId: first, toLeaseId: to, workingLeaseId: to })
    expect((await renter.getLeaseDisk(second)).move).toMatchObject({
      state: 'restoring',
      fromLeaseId: second,
      toLeaseId: other,
      workingLeaseId: second,
    })
    expect(await Promise.all([to, second, third].map(urlOf))).toEqual(urls)
    expect(await renter.getLease(to)).toMatchObject({ ssh: { name: `lease-${first}` } })
    const moved = await Promise.all([first, second, third].map((lease) => movedLeaseOf(api.owner, { leaseId: BigInt(lease) })))
    expect(moved.map(String)).toEqual([to, second, third])
    // Two leases of this bid are being moved to other machines. Only the old lease of the move that has finished ends.
    const ends = await api.owner.query<{ lease_id: bigint }>("select lease_id from relays where kind = 'end'", [])
    expect(ends.map(({ lease_id }) => lease_id.toString())).toEqual([first])
    await api.owner.query("update leases set state = 'ended' where lease_id = $1", [first])
    await driveMoves(api.services)
    expect((await renter.getLeaseDisk(first)).move).toMatchObject({ state: 'done', oldEnded: true })
    expect((await renter.getLeaseDisk(second)).move).toMatchObject({ state: 'restoring', oldEnded: false })
  })

  test('a member of a cluster that is lost with its machine does not count as the loss of another member', async () => {
    const [first, second] = await leases(bytesOf('half lost'), [0, 1])
    await api.owner.query('insert into lost_leases (lease_id, bid_hash, node_id, since) values ($1, $2, $3, 1)', [
      ...[second, bytesOf('half lost'), nodes[1]?.node],
    ])
    await move(first)
    expect((await renter.getLeaseDisk(first)).move).toMatchObject({ oldLost: false })
  })

  /** Creates leases of this bid: one on each machine whose number is in `on`, all of them ready. Returns their ids. */
  async function leases<const On extends readonly number[]>(bidHash: string, on: On): Promise<{ [Key in keyof On]: string }> {
    const startAt = BigInt(api.services.clock.read().now - 100)
    const workloadHash = bytesOf('workload')
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3) on conflict do nothing', [
      ...[workloadHash, api.accounts.renter.address.toLowerCase()],
      JSON.stringify({ template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [8888], salt: bytesOf('salt') }),
    ])
    const made: string[] = []
    for (const number of on) {
      const leaseId = nextLease
      nextLease += 1n
      await seedLease(api, nodes[number] as SeededNode, { leaseId, startAt, workloadHash, change: readyChange(startAt) })
      await api.owner.query('update leases set bid_hash = $2 where lease_id = $1', [leaseId, bidHash])
      made.push(leaseId.toString())
    }
    return made as { [Key in keyof On]: string }
  }

  function agent(on: number): Client {
    return agents[on] as Client
  }

  async function diskOf(on: number, lease: string) {
    return (await agent(on).getNodeLeases()).leases.find(({ leaseId }) => leaseId === lease)?.disk ?? null
  }

  async function copy(leaseId: string): Promise<string> {
    const order = await signSnapshotOrder(api.accounts.renter, { leaseId, renterKey: bytesOf('key'), chain: await api.client.getChain() })
    return (await renter.createSnapshot(order)).snapshotId
  }

  async function store(
    on: number,
    snapshotId: string,
    keys: { renterSealed: typeof sealed | null; nodeSealed: typeof sealed | null },
  ): Promise<void> {
    await agent(on).placeMachinePart({ snapshotId, part: 1, bytes: 5, signal: signal() })
    await agent(on).putMachinePart({ snapshotId, part: 1, bytes: new Uint8Array(Buffer.from('part1')), signal: signal() })
    await agent(on).reportSnapshot({ snapshotId, report: { ...stored, ...keys } })
  }

  async function urlOf(lease: string): Promise<string | undefined> {
    return (await renter.getLeasePorts(lease)).ports[0]?.url
  }

  /** Requests the move of a lease to the fourth machine. Returns the bid of the new lease. */
  async function move(leaseId: string): Promise<{ newBidHash: string }> {
    const chain = await api.client.getChain()
    const { node } = nodes[3] as SeededNode
    const signer = api.accounts.renter
    const terms = { gpus: 1, durationSeconds: 600, pricePerGpuSecond: '1000', workloadHash: bytesOf('workload'), nonce: BigInt(leaseId) * 7n }
    const bid = buildBid({ listing: { node, classId: 0, regionId: 0 }, ...terms, renter: signer.address, chain })
    const body: MoveRequestWire = {
      order: await signBid(signer, { bid, chain }),
      source: { kind: 'machine', snapshot: await signSnapshotOrder(signer, { leaseId, node, nodeKey: bytesOf('box'), chain }) },
      end: await signEnd(signer, { lease: await signedLease(api, leaseId), accept: true, chain, lifeSeconds: 86_400 }),
    }
    await renter.transport.send({ method: 'POST', path: `/leases/${leaseId}/moves`, body })
    return { newBidHash: hashOfBid(bid, { chain }) }
  }
})
