import { randomUUID } from 'node:crypto'
import { findAdmittedLease, listPoolMachines, openTunnel, readTopicVersions } from '@infinitio/db'
import { hashReady, leaseId as brandLeaseId, leaseRestHash, unixSeconds } from '@infinitio/domain'
import { type LeaseImageReportWire, leaseTermsFromWire, nodeSessionText, type SigningTroubleWire } from '@infinitio/domain/wire'
import { newWorkload } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { energyOfLease } from '../actions/leases/energyOfLease.ts'
import { hideSuspectNodes, loseNodes, watchNodes } from '../jobs/watchNodes.ts'
import { showReturnedNodes } from '../actions/machines/nodePresence.ts'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { signedLease } from '../../test/signedLease.ts'

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
/** Gives both nodes an open tunnel and a recent heartbeat, so that they are listed. */
const hearBoth = async () => {
  await api.owner.query('delete from tunnels', [])
  await Promise.all([openTunnelTo(one), openTunnelTo(two)])
  const agent = await open(one, two)
  await agent.sendHeartbeat({ nodes: [one.node, two.node] })
  await vi.waitFor(async () => expect(await shown()).toHaveLength(2), 60_000)
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

  test('stores the fingerprints of its last heartbeat, by which the market counts who can take a job', async () => {
    const agent = await open(one)
    const stored = async () =>
      (await listPoolMachines(api.owner, { providers: [api.accounts.provider.address.toLowerCase()] })).flatMap(
        ({ fingerprints }) => fingerprints ?? [],
      )
    const fingerprints = [`0x${'a'.repeat(64)}`, `0x${'b'.repeat(64)}`]
    await agent.sendHeartbeat({ nodes: [one.node], fingerprints })
    expect(await stored()).toEqual(fingerprints)
    await agent.sendHeartbeat({ nodes: [one.node] })
    expect(await stored()).toEqual([])
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
    // The report above has the form that an older agent sends. The newer fields are missing in it.
    await agent.sendTelemetry({ samples: [{ ...sample, nodeId: one.node }] })
  })

  test('tells its provider why its ask cannot be signed again, until that is mended', async () => {
    const agent = await open(one)
    const provider = await api.signedIn(api.accounts.provider)
    const at = Math.floor(Date.now() / 1_000)
    const measured = { cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 1, diskUsedGib: null, diskTotalGib: null, netRxKib: null, netTxKib: null }
    const say = (later: number, signingTrouble?: SigningTroubleWire) =>
      agent.sendTelemetry({ samples: [{ nodeId: one.node, leaseId: null, at: at + later, ...measured, ...(signingTrouble && { signingTrouble }) }] })
    const heard = async () => (await provider.getProvider()).alerts.filter(({ kind }) => kind === 'ask_unsigned' || kind === 'mandate_ends')
    await say(-3, { code: null, mandateUntil: at + 86_400 })
    expect(await heard()).toMatchObject([{ kind: 'mandate_ends', severity: 'warning', node: one.node, value: at + 86_400, code: null }])
    await say(-2, { code: 'order.mandate_expired', mandateUntil: at })
    expect(await heard()).toMatchObject([{ kind: 'ask_unsigned', node: one.node, code: 'order.mandate_expired' }])
    await say(-1)
    expect(await heard()).toEqual([])
    await expect(say(0, { code: 'No code', mandateUntil: null })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  test('adds up what a lease used, once for each reading', async () => {
    const agent = await open(one)
    const reading = (at: number, energyWh: number) => ({
      ...{ nodeId: one.node, leaseId: '77', at, cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 1, diskUsedGib: null, diskTotalGib: null },
      ...{ netRxKib: null, netTxKib: null, gpuWatts: 30, cpuWatts: 10, energyWh, gco2Grams: energyWh * 2, grid: 'Norway', cpuBasis: 'rapl' as const },
    })
    for (const one of [reading(100, 1), reading(105, 3), reading(105, 3), reading(90, 50)]) await agent.sendTelemetry({ samples: [one] })
    const used = await energyOfLease(api.services, { nodeId: one.node, leaseId: 77n })
    expect(used).toEqual({ wh: 4, gpuWh: 3, cpuWh: 1, gco2Grams: 8, grid: 'Norway', cpuBasis: 'rapl', from: 100, to: 105 })
    expect(await energyOfLease(api.services, { nodeId: two.node, leaseId: 77n })).toBeNull()
  })

  test('reports the image of a lease only for its node, and only to the parties while the lease lives', async () => {
    const [renter, provider] = await Promise.all([api.signedIn(api.accounts.renter), api.signedIn(api.accounts.provider)])
    const { workload, workloadHash } = newWorkload({
      ...{ template: 'image', startScript: '', environment: {}, sshKeys: [], ports: [] },
      image: { reference: `docker.io/library/debian@sha256:${'0'.repeat(64)}` },
    })
    await renter.putWorkload({ workloadHash, workload })
    const startAt = BigInt(api.services.clock.read().now - 60)
    await seedLease(api, one, { leaseId: 78n, workloadHash, startAt, change: readyChange(startAt) })
    await seedLease(api, one, { leaseId: 79n, workloadHash, startAt, change: { ...readyChange(startAt), endAt: startAt + 20n } })
    const agent = await open(one, two)
    const say = async (nodeId: string, leaseId: string, image: LeaseImageReportWire) => {
      const measured = { cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 1, diskUsedGib: null, diskTotalGib: null, netRxKib: null, netTxKib: null }
      await agent.sendTelemetry({ samples: [{ nodeId, leaseId, at: 1, ...measured, image }] })
    }
    const image = async () => (await renter.getLease('78')).image
    expect(await image()).toEqual({ state: 'wanted' })
    const versions = () => versionsOf([78n])
    const before = await versions()
    await say(two.node, '78', { state: 'here' })
    expect(await image()).toEqual({ state: 'wanted' })
    expect(await versions()).toEqual(before)
    await say(one.node, '78', { state: 'pulling', percent: 40 })
    expect(await image()).toEqual({ state: 'pulling', percent: 40 })
    const pulling = await versions()
    expect(pulling).not.toEqual(before)
    expect((await provider.listLeases({ role: 'provider' })).items.find(({ leaseId }) => leaseId === '78')?.image).toMatchObject({ percent: 40 })
    const refused = { state: 'refused', reason: 'the registry says “no”', retrying: false } as const
    await say(one.node, '78', refused)
    await say(one.node, '79', refused)
    expect(await versions()).not.toEqual(pulling)
    expect(await image()).toEqual({ ...refused, code: 'node.image_unavailable' })
    expect((await renter.getLease('79')).image).toEqual({ state: 'none' })
    for (const reason of ['a\u0000b', 'a\ud83d', 'x'.repeat(401)])
      await expect(say(one.node, '78', { ...refused, reason })).rejects.toMatchObject({ status: 400 })
    await api.owner.query('delete from leases where lease_id in (78, 79)', [])
  })
})

describe('heartbeats', () => {
  test('a node that says nothing for 20 s is hidden, and shown again when it is back', async () => {
    const agent = await hearBoth()
    expect(await hideSuspectNodes(api.services)).toBe(0)
    await api.owner.query("update node_heartbeats set last_seen_at = now() - interval '21 seconds' where node_id = $1", [two.node])
    expect(await showReturnedNodes(api.services)).toBe(0)
    expect(await hideSuspectNodes(api.services)).toBe(1)
    expect(await hideSuspectNodes(api.services)).toBe(0)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeSilent', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one']), 60_000)
    expect(await api.client.getListing({ node: two.node, query: {} })).toMatchObject({ listing: null, unavailable: 'suspect' })
    expect(await showReturnedNodes(api.services)).toBe(0)
    const before = (await commands()).length
    await agent.sendHeartbeat({ nodes: [one.node, two.node] })
    const after = await commands()
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)).toMatchObject({ kind: 'NodeBack', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']), 60_000)
  })

  test('a node that is heard from but has no tunnel for 20 s is hidden, and shown again when its tunnel is back', async () => {
    const agent = await hearBoth()
    await closeTunnels(two, 21)
    expect(await hideSuspectNodes(api.services)).toBe(1)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeSilent', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one']), 60_000)
    await agent.sendHeartbeat({ nodes: [one.node, two.node] })
    expect(await showReturnedNodes(api.services)).toBe(0)
    expect(await shown()).toEqual(['one'])
    await openTunnelTo(two)
    expect(await showReturnedNodes(api.services)).toBe(1)
    expect((await commands()).at(-1)).toMatchObject({ kind: 'NodeBack', payload: expect.stringContaining(two.node) })
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']), 60_000)
  })

  test('count no tunnel that its gateway no longer reports', async () => {
    await hearBoth()
    await api.owner.query("update tunnels set last_seen_at = now() - interval '21 seconds' where node_id = $1", [two.node])
    expect(await hideSuspectNodes(api.services)).toBe(1)
    expect(await showReturnedNodes(api.services)).toBe(0)
    await api.owner.query('update tunnels set last_seen_at = now() where node_id = $1 and closed_at is null', [two.node])
    expect(await showReturnedNodes(api.services)).toBe(1)
  })

  test('a node with tunnels to two gateways is not hidden when one of them is gone, and is when both are', async () => {
    await hearBoth()
    await openTunnel(api.owner, { id: randomUUID(), nodeId: two.node, gatewayId: 'second', connectedAt: new Date() })
    await closeTunnels(one, 0)
    await openTunnelTo(one)
    const age = (gatewayId: string) =>
      api.owner.query("update tunnels set last_seen_at = now() - interval '21 seconds' where gateway_id = $1 and node_id = $2", [gatewayId, two.node])
    await age('test')
    expect(await hideSuspectNodes(api.services)).toBe(0)
    await age('second')
    expect(await hideSuspectNodes(api.services)).toBe(1)
    await api.owner.query("update tunnels set last_seen_at = now() where gateway_id = 'second'", [])
    expect(await showReturnedNodes(api.services)).toBe(1)
  })

  test('a gateway that restarts hides nobody', async () => {
    await hearBoth()
    await closeTunnels(one, 15)
    await closeTunnels(two, 15)
    expect(await hideSuspectNodes(api.services)).toBe(0)
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
    expect(await hideSuspectNodes(api.services)).toBe(0)
    await openTunnelTo(two)
    expect(await showReturnedNodes(api.services)).toBe(1)
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']), 60_000)
  })

  test('offer only the GPUs that respond: fewer at once, other numbers after a minute', async () => {
    const agent = await hearBoth()
    const report = (gpus: number, of = one.node) =>
      agent.sendHeartbeat({ nodes: [one.node, two.node], ...(gpus > 0 && { lost: [{ node: of, gpus }] }) })
    const told = async () => (await commands()).flatMap(({ kind, payload }) => (kind === 'NodeGpusLost' ? [payload] : []))
    const command = (gpus: number) => `{"gpus":${gpus},"kind":"NodeGpusLost","node":"${one.node}"}`
    await report(0)
    expect(await told()).toEqual([])
    const [{ gpus: all } = expect.unreachable()] = await api.owner.query<{ gpus: number }>('select gpus from chain_nodes where node_id = $1', [
      one.node,
    ])
    await report(64)
    await report(64)
    expect(await told(), 'at most the GPUs that the machine has').toEqual([command(all)])
    await vi.waitFor(async () => expect(await shown()).toEqual(['two']), 60_000)
    const page = await api.client.getListing({ node: one.node, query: {} })
    expect([page.unavailable, page.calendar.freeGpus.every((free) => free === 0)]).toEqual(['suspect', true])
    await report(0)
    expect(await told(), 'the last change was less than a minute ago').toEqual([command(all)])
    const aMinuteLater = () =>
      api.owner.query("update node_heartbeats set lost_gpus_at = now() - interval '61 seconds' where node_id = $1", [one.node])
    await aMinuteLater()
    for (const gpus of [0, 1, 2, 1, 2, 0]) await report(gpus)
    expect(await told(), 'one change down and one up in a minute').toEqual([command(all), command(0), command(1)])
    await aMinuteLater()
    await report(0)
    expect(await told()).toEqual([command(all), command(0), command(1), command(0)])
    await vi.waitFor(async () => expect(await shown()).toEqual(['one', 'two']), 60_000)
    await expect((await open(two)).sendHeartbeat({ nodes: [two.node], lost: [{ node: one.node, gpus: 1 }] })).rejects.toMatchObject({
      code: 'auth.forbidden',
    })
    for (const gpus of [-1, 0, 65])
      await expect(agent.sendHeartbeat({ nodes: [one.node], lost: [{ node: one.node, gpus }] })).rejects.toMatchObject({ status: 400 })
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
    await vi.waitFor(async () => expect(await listing()).toMatchObject({ name: 'pohja-07', cpuModel: 'A fast one', city: 'Hamina' }), 60_000)
    const isolation = async () => (await listing())?.isolation
    // The profile of an older agent has no isolation level. It is derived from the runtime.
    expect(await isolation()).toBe('process')
    await agent.putNodeProfile({ nodeId: one.node, profile: { ...profile, runtime: 'container' } })
    await vi.waitFor(async () => expect(await isolation()).toBe('container'), 60_000)
    const report = {
      driver: '550.54.15',
      cuda: '12.4',
      gpuLink: 'PCIe 4.0 x16',
      diskWriteMbPerSecond: 1_900,
      networkDownMbps: 25_000,
      networkUpMbps: 25_000,
    }
    await agent.putNodeProfile({ nodeId: one.node, profile: { ...profile, runtime: 'container', isolation: 'gvisor', report } })
    expect((await api.client.getListing({ node: one.node, query: {} })).report).toEqual(report)
    await vi.waitFor(async () => expect(await isolation()).toBe('gvisor'), 60_000)
    const unknown = { ...profile, isolation: 'jail' as 'kata' }
    await expect(agent.putNodeProfile({ nodeId: one.node, profile: unknown })).rejects.toMatchObject({ code: 'api.invalid_field', status: 400 })
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

describe('a node that is lost', () => {
  /** Pretends that a node's last heartbeat was this many seconds ago. The other node can still be reached. */
  const silence = async (node: SeededNode, secondsAgo: number) => {
    await hearBoth()
    await closeTunnels(node, secondsAgo)
    await api.owner.query('update node_heartbeats set last_seen_at = now() - make_interval(secs => $2), lost_at = null where node_id = $1', [
      node.node,
      secondsAgo,
    ])
    await hideSuspectNodes(api.services)
  }
  const watchedFor = (seconds: number) => ({ watchedSinceMs: Date.now() - seconds * 1_000 })
  const stateOf = async (node: SeededNode) => (await api.client.getListing({ node: node.node, query: {} })).unavailable
  const lostRows = () => api.owner.query<{ lease_id: bigint; since: bigint }>('select lease_id, since from lost_leases order by lease_id', [])

  test('is suspect for 120 s before, is shown as lost then, and answers again once it is heard from', async () => {
    // Lease 13 ended before its start time. No page could show such a lease, so its row must be deleted first.
    await api.owner.query('delete from leases where lease_id = 13', [])
    await silence(two, 119)
    expect(await loseNodes(api.services, watchedFor(600))).toBe(0)
    await vi.waitFor(async () => expect(await stateOf(two)).toBe('suspect'), 60_000)
    await silence(two, 121)
    expect(await loseNodes(api.services, watchedFor(600))).toBe(1)
    expect(await loseNodes(api.services, watchedFor(600))).toBe(0)
    await vi.waitFor(async () => expect(await stateOf(two)).toBe('lost'), 60_000)
    expect((await api.client.getStatus()).parts.nodes).toMatchObject({ answering: 1, suspect: 0, lost: 1 })
    const provider = await (await api.signedIn(api.accounts.provider)).getProvider()
    expect(provider.nodes.find(({ node }) => node === two.node)).toMatchObject({ state: 'lost' })
    await (await open(two)).sendHeartbeat({ nodes: [two.node] })
    // No journal row reports that the tunnel is open again. The market notices such a change only when it reads all nodes again, which it does every 2 s.
    await vi.waitFor(async () => expect(await stateOf(two)).toBe('suspect'), 60_000)
    await openTunnelTo(two)
    expect(await showReturnedNodes(api.services)).toBe(1)
    await vi.waitFor(async () => expect(await stateOf(two)).toBeNull(), 60_000)
  })

  test('is not while a gateway holds its tunnel, though it says nothing', async () => {
    await silence(two, 600)
    await openTunnelTo(two)
    expect(await loseNodes(api.services, watchedFor(600))).toBe(0)
  })

  test('does not count when the server, the database or every tunnel was unavailable in these 120 s', async () => {
    await silence(two, 600)
    expect(await loseNodes(api.services, watchedFor(119))).toBe(0)
    const longAgo = Date.now() - 600_000
    const long = { upSinceMs: longAgo, watchedSinceMs: longAgo }
    const late = await watchNodes(api.services, { ...long, lookedAtMs: Date.now() - 6_000 })
    expect(late.watchedSinceMs).toBe(late.lookedAtMs)
    await api.owner.query("update tunnels set last_seen_at = now() - interval '21 seconds' where closed_at is null", [])
    await watchNodes(api.services, { ...long, lookedAtMs: Date.now() - 1_000 })
    expect(await stateOf(two)).toBe('suspect')
    await api.owner.query('update tunnels set last_seen_at = now() where closed_at is null', [])
    await watchNodes(api.services, { ...long, lookedAtMs: Date.now() - 1_000 })
    await vi.waitFor(async () => expect(await stateOf(two)).toBe('lost'), 60_000)
  })

  test('does not count for ten minutes after its gateway lost more than a fifth of its nodes within a minute', async () => {
    await silence(two, 200)
    const vanished = async (nodeId: string, gatewayId: string) => {
      const connectedAt = new Date(Date.now() - 900_000)
      const id = randomUUID()
      await openTunnel(api.owner, { id, nodeId, gatewayId, connectedAt })
      await api.owner.query("update tunnels set last_seen_at = now() - interval '200 seconds' where id = $1", [id])
    }
    await api.owner.query("update chain_nodes set provider = '0x' || repeat('9', 40) where node_id = $1", [one.node])
    await vanished(two.node, 'broken')
    await vanished(one.node, 'broken')
    expect(await loseNodes(api.services, watchedFor(700))).toBe(0)
    await api.owner.query("update tunnels set last_seen_at = now() - interval '700 seconds' where gateway_id = 'broken' and node_id = $1", [one.node])
    expect(await loseNodes(api.services, watchedFor(700))).toBe(1)
    await api.owner.query('update chain_nodes set provider = (select provider from chain_nodes where node_id = $2) where node_id = $1', [
      one.node,
      two.node,
    ])
  })

  test('loses what it should be serving now, since its last sign of life, and nothing else', async () => {
    const now = BigInt(api.services.clock.read().now)
    const startAt = now - 1_000n
    await seedLease(api, two, { leaseId: 21n, startAt, change: readyChange(startAt) })
    await seedLease(api, two, { leaseId: 22n, startAt: now - 300n })
    await seedLease(api, two, { leaseId: 23n, startAt: now + 7_200n })
    await api.owner.query('update leases set settled_at = $1 where lease_id = 23', [now - 50n])
    await seedLease(api, one, { leaseId: 24n, startAt, change: readyChange(startAt) })
    await silence(two, 200)
    const before = await versionsOf([21n, 23n])
    await loseNodes(api.services, watchedFor(600))
    // The page of lease 21 is updated although its machine was already silent before.
    const after = await versionsOf([21n, 23n])
    expect([...after].map(([topic, version]) => [topic, version === before.get(topic)])).toEqual([
      ['lease:21', false],
      ['lease:23', true],
    ])
    const rows = await lostRows()
    expect(rows.map(({ lease_id }) => Number(lease_id)).filter((id) => id > 20)).toEqual([21, 22])
    for (const { since } of rows.slice(-2)) expect(Math.abs(Number(now - since) - 200)).toBeLessThan(20)
  })

  test('counts from the time at which the server listened again', async () => {
    const now = BigInt(api.services.clock.read().now)
    await seedLease(api, two, { leaseId: 25n, startAt: now - 1_000n, change: readyChange(now - 1_000n) })
    await silence(two, 500)
    await loseNodes(api.services, watchedFor(150))
    const since = (await lostRows()).find(({ lease_id }) => lease_id === 25n)?.since ?? 0n
    expect(Math.abs(Number(now - since) - 150)).toBeLessThan(20)
  })

  test('is ordered to wipe its lost lease and cannot start it, nobody can log in, and the renter sees the reason', async () => {
    const agent = await open(two)
    const { leases, lost } = await agent.getNodeLeases()
    expect(leases.map(({ leaseId }) => leaseId)).not.toContain('21')
    expect(lost.map(({ leaseId }) => leaseId).filter((id) => Number(id) > 20)).toEqual(['21', '22', '25'])
    expect(await findAdmittedLease(api.owner, { leaseId: '21' })).toBeNull()
    expect(await findAdmittedLease(api.owner, { leaseId: '24' })).not.toBeNull()
    const { addresses, chainId } = await api.services.facts.read()
    const signedAt = api.services.clock.read().now
    const terms = leaseTermsFromWire((await signedLease(api, 22n)).terms)
    const { provider, start } = terms
    const ready = { leaseId: brandLeaseId(22n), provider, restHash: leaseRestHash(terms), start, signedAt: unixSeconds(BigInt(signedAt)) }
    const hash = hashReady(ready, { chainId, market: addresses.market })
    const signature = await two.nodeKey.sign({ hash })
    await expect(agent.placeRelay({ kind: 'ready', leaseId: '22', signedAt, signature })).rejects.toMatchObject({
      code: 'lease.node_lost',
      status: 410,
    })
    const seen = await (await api.signedIn(api.accounts.renter)).getLease('21')
    expect(seen.lost?.since).toBeLessThan(seen.lost?.at ?? 0)
    expect(seen.node.state).not.toBe('answering')
  })
})

/** Returns the version numbers of these leases. A number changes when open pages of its lease must be updated. */
function versionsOf(leases: bigint[]): Promise<Map<string, string>> {
  return readTopicVersions(api.services.db, { orders: [], leases, holds: [], accounts: [], nodes: [], notified: [], sessions: [], jobs: [] })
}
