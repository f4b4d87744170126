import { randomUUID } from 'node:crypto'
import { openTunnel } from '@infinitio/db'
import { nodeSessionText } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hideSilentNodes } from '../jobs/hideSilentNodes.ts'
import { showReturnedNodes } from '../jobs/showReturnedNodes.ts'
import { seedLease } from '../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let one: SeededNode
let two: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  const nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two', simulated: true }])
  one = nodes[0] as SeededNode
  two = nodes[1] as SeededNode
})
afterAll(() => api.stop())

const signer = (node: SeededNode) => ({ nodeId: node.node, signMessage: (args: { message: string }) => node.nodeKey.signMessage(args) })
const open = async (...nodes: SeededNode[]) => api.client.withToken((await api.client.signInNodes(nodes.map(signer))).token)
const commands = () => api.owner.query<{ kind: string; payload: string }>('select kind, payload from api_commands order by id', [])

const shown = async () => (await api.client.searchListings({})).items.map(({ name }) => name).toSorted()
const openTunnelTo = ({ node }: SeededNode) => openTunnel(api.owner, { id: randomUUID(), nodeId: node, gatewayId: 'test', connectedAt: new Date() })
const closeTunnels = ({ node }: SeededNode, secondsAgo: number) =>
  api.owner.query(
    `update tunnels set closed_at = now() - make_interval(secs => $2), last_seen_at = now() - make_interval(secs => $2) where node_id = $1`,
    [node, secondsAgo],
  )
/** Both nodes have an open tunnel and a heartbeat now, and are shown. */
const hearBoth = async () => {
  await api.owner.query('delete from tunnels', [])
  await Promise.all([openTunnelTo(one), openTunnelTo(two)])
  const agent = await open(one, two)
  await agent.sendHeartbeat({ nodes: [one.node, two.node] })
  await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']))
  return agent
}

const attempt = async (change: { nodeId?: string; text?: (good: string) => string; key?: SeededNode }) => {
  const challenge = await api.client.createNodeChallenge()
  const nodeId = change.nodeId ?? one.node
  const good = nodeSessionText({ nodeId, ...challenge })
  const signature = await (change.key ?? one).nodeKey.signMessage({ message: change.text?.(good) ?? good })
  return { nonce: challenge.nonce, nodes: [{ nodeId, signature }] }
}

describe('a node session', () => {
  test('is one for all the nodes whose keys signed', async () => {
    const agent = await open(one, two)
    expect(await agent.sendHeartbeat({ nodes: [one.node, two.node] })).toMatchObject({ silentAfterSeconds: 20 })
  })

  test.each([
    ['another key', async () => attempt({ key: two }), 401, 'node.wrong_key'],
    [
      'another audience',
      async () => attempt({ text: (good) => good.replace(/Audience: .*/, 'Audience: https://evil.example') }),
      401,
      'node.wrong_key',
    ],
    ['a node that is not registered', async () => attempt({ nodeId: bytesOf('nowhere') }), 404, 'node.unknown'],
    ['a nonce that is not ours', async () => ({ ...(await attempt({})), nonce: 'a'.repeat(32) }), 401, 'node.challenge_unknown'],
    [
      'a signature that is none',
      async () => ({ nonce: (await attempt({})).nonce, nodes: [{ nodeId: one.node, signature: `0x${'0'.repeat(130)}` }] }),
      400,
      'auth.signature_malformed',
    ],
  ])('is refused for %s', async (_what, body, status, code) => {
    expect(await api.send('POST', '/nodes/session', { body: await body() })).toMatchObject({ status, body: { code } })
  })
})

describe('the session of an agent', () => {
  test('uses its challenge up', async () => {
    const body = await attempt({})
    expect((await api.send('POST', '/nodes/session', { body })).status).toBe(200)
    expect(await api.send('POST', '/nodes/session', { body })).toMatchObject({ status: 401, body: { code: 'node.challenge_unknown' } })
  })

  test('is needed for everything an agent does, and speaks for its own nodes only', async () => {
    await expect(api.client.getNodeLeases()).rejects.toMatchObject({ code: 'auth.session_missing', status: 401 })
    await expect(api.client.withToken('b'.repeat(43)).getNodeLeases()).rejects.toMatchObject({ code: 'auth.token_invalid', status: 401 })
    const agent = await open(one)
    await expect(agent.sendHeartbeat({ nodes: [two.node] })).rejects.toMatchObject({ code: 'auth.forbidden', status: 403 })
    const profile = {
      name: 'x',
      simulated: false,
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      cpuModel: null,
      gpuModel: null,
      runtime: 'local',
    }
    await expect(agent.putNodeProfile({ nodeId: two.node, profile })).rejects.toMatchObject({ code: 'auth.forbidden' })
    const sample = {
      nodeId: two.node,
      leaseId: null,
      at: 1,
      cpuPercent: 1,
      ramUsedMib: 1,
      ramTotalMib: 1,
      diskUsedGib: 1,
      diskTotalGib: 1,
      netRxKib: 1,
      netTxKib: 1,
    }
    await expect(agent.sendTelemetry({ samples: [sample] })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await agent.sendTelemetry({ samples: [{ ...sample, nodeId: one.node }] })
  })
})

describe('heartbeats', () => {
  test('a node that says nothing for 20 s is hidden, and shown again when it is back', async () => {
    const agent = await hearBoth()
    expect(await hideSilentNodes(api.services)).toBe(0)
    await api.owner.query("update node_heartbeats set last_seen_at = now() - interval '21 seconds' where node_id = $1", [two.node])
    expect(await showReturnedNodes(api.services)).toBe(0)
    expect(await hideSilentNodes(api.services)).toBe(1)
    expect(await hideSilentNodes(api.services)).toBe(0)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeSilent', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one']))
    expect(await api.client.getListing({ node: two.node, query: {} })).toMatchObject({ listing: null, unavailable: 'silent' })
    expect(await showReturnedNodes(api.services)).toBe(0)
    const before = (await commands()).length
    await agent.sendHeartbeat({ nodes: [one.node, two.node] })
    const after = await commands()
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)).toMatchObject({ kind: 'NodeBack', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']))
  })

  test('a node that is heard from but has no tunnel for 20 s is hidden, and shown again when its tunnel is back', async () => {
    const agent = await hearBoth()
    await closeTunnels(two, 21)
    expect(await hideSilentNodes(api.services)).toBe(1)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeSilent', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one']))
    await agent.sendHeartbeat({ nodes: [one.node, two.node] })
    expect(await showReturnedNodes(api.services)).toBe(0)
    expect(await shown()).toEqual(['one'])
    await openTunnelTo(two)
    expect(await showReturnedNodes(api.services)).toBe(1)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeBack', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']))
  })

  test('a tunnel that its gateway stopped speaking of is none', async () => {
    await hearBoth()
    await api.owner.query("update tunnels set last_seen_at = now() - interval '21 seconds' where node_id = $1", [two.node])
    expect(await hideSilentNodes(api.services)).toBe(1)
    expect(await showReturnedNodes(api.services)).toBe(0)
    await api.owner.query('update tunnels set last_seen_at = now() where node_id = $1 and closed_at is null', [two.node])
    expect(await showReturnedNodes(api.services)).toBe(1)
  })

  test('a gateway that restarts hides nobody', async () => {
    await hearBoth()
    await closeTunnels(one, 15)
    await closeTunnels(two, 15)
    expect(await hideSilentNodes(api.services)).toBe(0)
    expect((await shown()).length).toBe(2)
  })

  test('a new node is shown at its first heartbeat when its tunnel is up, and once it is up otherwise', async () => {
    await hearBoth()
    await closeTunnels(two, 1)
    await api.owner.query('delete from node_heartbeats', [])
    const agent = await open(one, two)
    const before = (await commands()).length
    await agent.sendHeartbeat({ nodes: [one.node, two.node] })
    const after = await commands()
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)).toMatchObject({ kind: 'NodeBack', payload: expect.stringContaining(one.node) })
    expect(await hideSilentNodes(api.services)).toBe(0)
    await openTunnelTo(two)
    expect(await showReturnedNodes(api.services)).toBe(1)
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']))
  })

  test('a profile says what the chain does not know', async () => {
    const agent = await open(one)
    const profile = {
      name: 'pohja-07',
      simulated: false,
      country: 'FI',
      city: 'Hamina',
      latitude: 60.5,
      longitude: 27.2,
      cpuModel: 'A fast one',
      gpuModel: null,
      runtime: 'local',
    }
    await agent.putNodeProfile({ nodeId: one.node, profile })
    const listing = async () => (await api.client.getListing({ node: one.node, query: {} })).listing
    await vi.waitFor(async () =>
      expect(await listing()).toMatchObject({
        name: 'pohja-07',
        cpuModel: 'A fast one',
        city: 'Hamina',
      }),
    )
    const tooLong = { ...profile, name: 'x'.repeat(61) }
    await expect(agent.putNodeProfile({ nodeId: one.node, profile: tooLong })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
  })
})

describe('desired leases', () => {
  test("are the live leases of the session's nodes with what they run", async () => {
    const hash = bytesOf('workload')
    const workload = { template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [], salt: bytesOf('salt') }
    await api.owner.query('insert into workloads (hash, owner, body) values ($1, $2, $3)', [
      hash,
      api.accounts.renter.address.toLowerCase(),
      JSON.stringify(workload),
    ])
    await seedLease(api, one, { leaseId: 11n, workloadHash: hash })
    await seedLease(api, two, { leaseId: 12n })
    await seedLease(api, one, { leaseId: 13n, change: { endAt: 5n } })
    const agent = await open(one)
    const { leases } = await agent.getNodeLeases()
    expect(leases.map(({ leaseId }) => leaseId)).toEqual(['11'])
    expect(leases[0]).toMatchObject({ state: 'booked', workload, terms: { node: one.node } })
    expect(await agent.getWorkload(hash)).toEqual(workload)
    await expect((await open(two)).getWorkload(hash)).rejects.toMatchObject({ code: 'auth.forbidden', status: 403 })
  })
})
