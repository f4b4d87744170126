import type { MeshStatementWire } from '@infinitio/domain/wire'
import { meshStatementText } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

describe('members of clusters', () => {
  let api: TestApi
  let nodes: SeededNode[]
  let agents: Client[]
  const cluster = bytesOf('cluster')
  beforeAll(async () => {
    api = await startTestApi()
    nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'three' }])
    for (const [at, node] of nodes.entries()) await seedLease(api, node, { leaseId: BigInt(at + 1) })
    await seedLease(api, node(2), { leaseId: 4n })
    // Leases 1 to 3 are one cluster. Lease 4 is on a machine of that cluster but does not belong to it.
    await api.owner.query('update leases set flags = 3, bid_hash = $1 where lease_id < 4', [cluster])
    agents = await Promise.all(
      nodes.map(async ({ node: nodeId, nodeKey }) =>
        api.client.withToken((await api.client.signInNodes([{ nodeId, signMessage: nodeKey.signMessage }])).token),
      ),
    )
  })
  afterAll(() => api.stop())

  const node = (at: number): SeededNode => nodes[at] ?? expect.unreachable()
  const agent = (at: number): Client => agents[at] ?? expect.unreachable()

  async function statement(
    leaseId: string,
    { signer = Number(leaseId) - 1, change = {} }: { signer?: number; change?: Partial<MeshStatementWire> } = {},
  ) {
    const { chainId, addresses } = await api.client.getChain()
    const said = { leaseId, publicKey: bytesOf(`key ${leaseId}`), port: 51_820, hosts: ['45.76.0.2'], signedAt: 1_800_000_000, ...change }
    const message = meshStatementText(said, { chainId, market: addresses.market })
    return { ...said, signature: await node(signer).nodeKey.signMessage({ message }) }
  }
  const meet = async (at: number, leaseId: string, said: MeshStatementWire | null) =>
    (await agent(at).meetPeers({ members: [{ leaseId, statement: said, links: [] }] })).clusters[0]?.peers ?? []

  test('get the statements of the other members, with the terms that they can compare with the chain', async () => {
    const [first, second] = [await statement('1'), await statement('2')]
    expect(await meet(0, '1', first)).toEqual([])
    const peers = await meet(1, '2', second)
    expect(peers).toMatchObject([{ leaseId: '1', statement: first, seenFrom: '127.0.0.1', terms: { node: node(0).node, flags: 3 } }])
    expect(await meet(0, '1', first)).toMatchObject([{ leaseId: '2', statement: second }])
    const newer = await statement('2', { change: { port: 51_821 } })
    await meet(1, '2', newer)
    expect(await meet(0, '1', first)).toMatchObject([{ leaseId: '2', statement: { port: 51_821 } }])
  })

  test('leave out a machine that cannot connect its leases, and a lease that is over', async () => {
    await meet(2, '3', null)
    expect((await meet(0, '1', await statement('1'))).map(({ leaseId }) => leaseId)).toEqual(['2'])
    await meet(2, '3', await statement('3'))
    expect((await meet(0, '1', await statement('1'))).map(({ leaseId }) => leaseId)).toEqual(['2', '3'])
    await api.owner.query("update leases set state = 'closed' where lease_id = 3", [])
    expect((await meet(0, '1', await statement('1'))).map(({ leaseId }) => leaseId)).toEqual(['2'])
    expect(await meet(2, '3', await statement('3'))).toEqual([])
  })

  test('leave out a lease that was given to another holder', async () => {
    await api.owner.query('update leases set holder = $1 where lease_id = 2', [api.accounts.stranger.address.toLowerCase()])
    expect(await meet(0, '1', await statement('1'))).toEqual([])
    await api.owner.query('update leases set holder = null where lease_id = 2', [])
  })

  test('are also leases of later orders with the same workload, and none of another renter or without the flag', async () => {
    const workload = bytesOf('workload of the cluster')
    const shown = async (leaseId: string) => (await meet(0, '1', await statement('1'))).some((peer) => peer.leaseId === leaseId)
    await api.owner.query('update leases set workload_hash = $1 where lease_id < 4', [workload])
    await seedLease(api, node(2), { leaseId: 5n, workloadHash: workload })
    await meet(2, '5', await statement('5', { signer: 2 }))
    expect(await shown('5')).toBe(false)
    await api.owner.query('update leases set flags = 3 where lease_id = 5', [])
    expect((await meet(2, '5', await statement('5', { signer: 2 }))).map(({ leaseId }) => leaseId)).toEqual(['1', '2'])
    expect(await shown('5')).toBe(true)
    const renter = await api.signedIn(api.accounts.renter)
    const [joined] = await api.owner.query<{ bid_hash: string }>('select bid_hash from leases where lease_id = 5', [])
    for (const order of [cluster, joined?.bid_hash ?? '']) {
      const found = await renter.getCluster(order)
      expect([found.clusterId, found.members.map(({ leaseId }) => leaseId)]).toEqual([cluster, ['1', '2', '3', '5']])
    }
    // Everybody can order a public workload and give the lease away, but its first renter stays another one.
    const stranger = api.accounts.stranger.address.toLowerCase()
    await api.owner.query('update leases set renter = $1, holder = (select renter from leases where lease_id = 1) where lease_id = 5', [stranger])
    expect(await shown('5')).toBe(false)
    expect((await renter.getCluster(cluster)).members.map(({ leaseId }) => leaseId)).toEqual(['1', '2', '3'])
    await api.owner.query('delete from mesh_members where lease_id = 5', [])
    await api.owner.query("update leases set state = 'closed', flags = 1 where lease_id = 5", [])
  })

  test('are shown to no other lease: not to one beside them on the same machine, and not to another machine that asks for them', async () => {
    expect(await meet(2, '4', await statement('4', { signer: 2 }))).toEqual([])
    expect(await meet(2, '1', null)).toEqual([])
    expect(await api.owner.query('select lease_id from mesh_members where lease_id = 4', [])).toEqual([])
    const [row] = await api.owner.query<{ node_id: string; statement: string | null }>(
      'select node_id, statement from mesh_members where lease_id = 1',
      [],
    )
    expect(row).toMatchObject({ node_id: node(0).node, statement: expect.stringContaining('51820') })
  })

  test('are signed by the key of a machine of the session, about that lease', async () => {
    await expect(meet(0, '1', await statement('1', { signer: 1 }))).rejects.toMatchObject({ code: 'node.wrong_key' })
    await expect(meet(0, '1', await statement('2'))).rejects.toMatchObject({ code: 'auth.forbidden' })
    const honest = await statement('1')
    await expect(meet(0, '1', { ...honest, publicKey: bytesOf('another') })).rejects.toMatchObject({ code: 'node.wrong_key' })
    await expect(api.client.meetPeers({ members: [] })).rejects.toMatchObject({ status: 401 })
  })

  test('are shown to the account that holds them, with the times that machines measured, and to nobody else', async () => {
    const [renter, stranger] = await Promise.all([api.signedIn(api.accounts.renter), api.signedIn(api.accounts.stranger)])
    const link = (leaseId: string, rttMs: number | null) => ({
      leaseId,
      way: rttMs === null ? ('none' as const) : ('direct' as const),
      rttMs,
      at: 1_800_000_000,
    })
    await agent(0).meetPeers({ members: [{ leaseId: '1', statement: await statement('1'), links: [{ ...link('2', 12.5), mbps: 940.2 }] }] })
    await agent(1).meetPeers({ members: [{ leaseId: '2', statement: await statement('2'), links: [link('1', null), link('3', 1)] }] })
    const shown = await renter.getCluster(cluster)
    expect(shown).toMatchObject({ clusterId: cluster, state: 'partly' })
    expect(shown.members).toMatchObject([
      {
        leaseId: '1',
        nodeName: 'one',
        network: 'connected',
        address: '100.64.0.1',
        sshName: 'lease-1',
        links: [{ leaseId: '2', rttMs: 12.5, mbps: 940.2 }],
      },
      { leaseId: '2', network: 'waiting', links: [{ leaseId: '1', rttMs: null }] },
      { leaseId: '3', network: 'over', state: 'closed' },
    ])
    expect((await renter.listClusters()).clusters).toEqual([shown])
    await api.owner.query("update mesh_members set reported_at = now() - interval '60 seconds' where lease_id = 2", [])
    expect((await renter.getCluster(cluster)).members[1]).toMatchObject({ network: 'silent' })
    await expect(stranger.getCluster(cluster)).rejects.toMatchObject({ code: 'order.unknown' })
    expect((await stranger.listClusters()).clusters).toEqual([])
    const single = await api.owner.query<{ bid_hash: string }>('select bid_hash from leases where lease_id = 4', [])
    await expect(renter.getCluster(single[0]?.bid_hash ?? '')).rejects.toMatchObject({ code: 'order.unknown' })
  })
})
