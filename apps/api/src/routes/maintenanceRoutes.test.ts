import { randomUUID } from 'node:crypto'
import { maintenanceLimits } from '@infinitio/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { noteMaintenances } from '../jobs/noteLeaseChanges.ts'
import { loseNodes } from '../jobs/watchNodes.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let cli: TestCli
let one: SeededNode
let two: SeededNode
let three: SeededNode
let provider: SignedIn
let renter: SignedIn
let stranger: SignedIn

beforeAll(async () => {
  const wide = { capacity: 100_000, refillPerSecond: 100_000 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
  cli = startCli(api)
  const nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }, { name: 'three' }])
  one = nodes[0] as SeededNode
  two = nodes[1] as SeededNode
  three = nodes[2] as SeededNode
  ;[provider, renter, stranger] = await Promise.all([
    api.signedIn(api.accounts.provider),
    api.signedIn(api.accounts.renter),
    api.signedIn(api.accounts.stranger),
  ])
})
afterAll(async () => {
  cli.stop()
  await api.stop()
})
beforeEach(async () => {
  for (const table of ['maintenance_windows', 'notifications', 'leases', 'idempotency_keys']) await api.owner.query(`delete from ${table}`, [])
})

const now = () => api.services.clock.read().now
const hour = 3_600
const plan = (change: object = {}, client = provider) =>
  client.planMaintenance({ nodes: [one.node], from: now() + hour, seconds: 2 * hour, ...change } as never)
const refused = (sending: Promise<unknown>, code: string) => expect(sending).rejects.toMatchObject({ code })
const notPlanned = async (sending: ReturnType<typeof plan>, code: string) => {
  const { planned, failed } = await sending
  expect([planned, failed.map((one) => one.code)]).toEqual([[], [code]])
}
const told = async (client: SignedIn) =>
  (await client.listNotifications()).items.flatMap(({ kind, facts }) => (kind === 'lease_maintenance' ? [facts] : []))
const agentOf = async (...nodes: SeededNode[]) => {
  const signers = nodes.map(({ node, nodeKey }) => ({ nodeId: node, signMessage: (args: { message: string }) => nodeKey.signMessage(args) }))
  return api.client.withToken((await api.client.signInNodes(signers)).token)
}

/**
 * Inserts planned maintenance in the provider's name directly into the database: for each node `count` windows of an hour, one every two hours from tomorrow.
 */
async function keepWindows({ nodes, count = 1, createdAgo = '2 days', isCancelled = false }: Stored): Promise<void> {
  await api.owner.query(
    `insert into maintenance_windows (window_id, node_id, provider, from_at, until_at, created_at, cancelled_at)
     select gen_random_uuid(), node, $2, $3 + n * 7200, $3 + n * 7200 + 3600, now() - $4::interval, case when $5::bool then now() end
     from unnest($1::text[]) as node, generate_series(1, $6::int) n`,
    [nodes, api.accounts.provider.address.toLowerCase(), now() + 86_400, createdAgo, isCancelled, count],
  )
}
type Stored = { nodes: readonly string[]; count?: number; createdAgo?: string; isCancelled?: boolean }

describe('planned maintenance', () => {
  test('is listed for its provider, on the machine, in the listing and for the agent', async () => {
    const from = now() + hour
    const { planned: windows } = await plan({ nodes: [one.node, two.node], from })
    expect(windows.map(({ node }) => node).sort()).toEqual([one.node, two.node].sort())
    expect(await provider.getMaintenance()).toEqual({ windows, chainNow: expect.any(Number) })
    const own = windows.filter(({ node }) => node === one.node)
    expect(own).toMatchObject([{ nodeName: 'one', from, until: from + 2 * hour }])
    expect((await provider.getMachine(one.node)).node.maintenance).toEqual(own)
    expect((await provider.getProvider()).nodes.find(({ node }) => node === one.node)?.maintenance).toEqual(own)
    expect((await api.client.getListing({ node: one.node, query: {} })).maintenance).toEqual([{ from, until: from + 2 * hour }])
    const agent = await agentOf(one)
    expect((await agent.getNodeAsks()).maintenance).toEqual([{ node: one.node, from, until: from + 2 * hour, cancelled: false }])
  })

  test('leaves no free GPUs in its hours: in the listing, and in the calendar of the provider', async () => {
    const day = (Math.floor(now() / 86_400) + 3) * 86_400
    await plan({ nodes: [one.node], from: day + 6 * hour })
    const { calendar } = await api.client.getListing({ node: one.node, query: {} })
    const at = day / hour - calendar.fromHour
    expect(calendar.freeGpus.slice(at + 5, at + 9)).toEqual([1, 0, 0, 1])
    const own = (await provider.getFleetCalendar({})).nodes.find(({ node }) => node === one.node)
    expect(own?.outside[3]).toBeGreaterThanOrEqual(2)
  })

  test('begins now without a start', async () => {
    const { planned: windows } = await plan({ from: null })
    expect(Math.abs((windows[0]?.from ?? 0) - now())).toBeLessThan(5)
  })

  test('leaves the listing when it is cancelled, and the agent still gets it until its end', async () => {
    const [window] = (await plan()).planned
    await provider.cancelMaintenance(window?.windowId ?? '')
    expect((await provider.getMaintenance()).windows).toEqual([])
    expect((await api.client.getListing({ node: one.node, query: {} })).maintenance).toEqual([])
    expect((await (await agentOf(one)).getNodeAsks()).maintenance).toMatchObject([{ cancelled: true }])
    await refused(provider.cancelMaintenance(window?.windowId ?? ''), 'node.maintenance_unknown')
  })

  test('changes the number in heartbeats when it is planned, cancelled or over', async () => {
    const agent = await agentOf(one, two)
    const read = async () => (await agent.sendHeartbeat({ nodes: [one.node, two.node] })).maintenance
    const seen = [await read()]
    const [window] = (await plan()).planned
    seen.push(await read())
    await new Promise((resolve) => setTimeout(resolve, 5))
    await provider.cancelMaintenance(window?.windowId ?? '')
    seen.push(await read())
    await api.owner.query('update maintenance_windows set from_at = $1, until_at = $2', [now() - 100, now() - 40])
    seen.push(await read())
    expect(seen[0]).toBe(0)
    expect(new Set(seen.slice(0, 3)).size).toBe(3)
    expect(seen[3]).toBe(0)
  })

  test('changes the number in heartbeats also when a plan that waited for a lock commits with an earlier time', async () => {
    const agent = await agentOf(one, two)
    const read = async () => (await agent.sendHeartbeat({ nodes: [one.node, two.node] })).maintenance
    await plan()
    const before = await read()
    await keepWindows({ nodes: [two.node], createdAgo: '1 hour' })
    const after = await read()
    expect([before, after].every(Number.isSafeInteger)).toBe(true)
    expect(after).not.toBe(before)
  })

  test('changes the number in heartbeats when it is over while maintenance that was planned later is ahead', async () => {
    const agent = await agentOf(one, two)
    const read = async () => (await agent.sendHeartbeat({ nodes: [one.node, two.node] })).maintenance
    await keepWindows({ nodes: [two.node], createdAgo: '1 hour' })
    await plan()
    const before = await read()
    await api.owner.query('update maintenance_windows set from_at = $1, until_at = $2 where node_id = $3', [now() - 100, now() - 40, two.node])
    expect(await read()).not.toBe(before)
  })

  test('is not hidden by the maintenance of 101 other machines with 20 windows each', async () => {
    await keepWindows({ nodes: Array.from({ length: 101 }, (_, at) => bytesOf(`machine ${at}`)), count: 20 })
    const { planned: windows } = await plan({ from: now() + 90 * 86_400 })
    expect(windows).toHaveLength(1)
    expect((await provider.getMachine(one.node)).node.maintenance).toEqual(windows)
    expect((await provider.getProvider()).nodes.find(({ node }) => node === one.node)?.maintenance).toEqual(windows)
    expect((await provider.getMaintenance()).windows).toHaveLength(2_021)
  })

  test('is not hidden from the agent by 2,000 cancelled windows of another machine', async () => {
    await keepWindows({ nodes: [one.node], count: 2_000, isCancelled: true })
    await plan({ nodes: [two.node] })
    await keepWindows({ nodes: [two.node], isCancelled: true })
    const { maintenance } = await (await agentOf(one, two)).getNodeAsks()
    expect(maintenance.filter(({ node }) => node === two.node).map(({ cancelled }) => cancelled)).toEqual([false, true])
    expect(maintenance.filter(({ node }) => node === one.node)).toHaveLength(100)
  })

  test('is over after its end, also if the clock of the chain moved', async () => {
    const [window] = (await plan()).planned
    await api.owner.query('update maintenance_windows set from_at = $1, until_at = $2', [now() - hour, now() - 1])
    expect((await provider.getMaintenance()).windows).toEqual([])
    await refused(provider.cancelMaintenance(window?.windowId ?? ''), 'node.maintenance_unknown')
  })

  test('is planned once when the same request arrives twice', async () => {
    const { token } = await api.client.signIn({ signer: api.accounts.provider, as: 'token' })
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
    const body = { nodes: [one.node], from: now() + hour, seconds: hour }
    const first = await api.send('POST', '/provider/maintenance', { body, headers })
    const second = await api.send('POST', '/provider/maintenance', { body, headers })
    expect([first.status, second.status, second.body.planned]).toEqual([200, 200, first.body.planned])
  })
})

describe('a plan is refused', () => {
  test.each([
    ['that began an hour ago', () => ({ from: now() - hour })],
    ['that begins after 180 days', () => ({ from: now() + maintenanceLimits.latestSeconds + 60 })],
    ['that is too long', () => ({ seconds: maintenanceLimits.mostSeconds + 1 })],
    ['that is too short', () => ({ seconds: 1 })],
    ['that has ended', () => ({ from: now() - 200, seconds: 60 })],
  ])('%s', async (_what, change) => {
    await refused(plan(change()), 'node.maintenance_invalid')
    expect(await api.owner.query('select 1 from maintenance_windows', [])).toEqual([])
  })

  test.each([
    ['no machine', { nodes: [] }],
    ['101 machines', { nodes: Array.from({ length: 101 }, (_, at) => bytesOf(`machine ${at}`)) }],
    ['text for a machine', { nodes: ["' or true --"] }],
    ['a part of a second', { seconds: 60.5 }],
    ['a negative length', { seconds: -60 }],
    ['a huge start', { from: 1e300 }],
    ['another field', { reason: 'x' }],
  ])('with %s', async (_what, change) => {
    await expect(plan(change)).rejects.toMatchObject({ status: 400 })
  })

  test('when it overlaps another one of the machine by a second; one that begins at its end is planned', async () => {
    const from = now() + hour
    await plan({ from })
    await notPlanned(plan({ from: from + 2 * hour - 1 }), 'node.maintenance_overlap')
    await plan({ from: from + 2 * hour })
  })

  test('for a repeated machine once', async () => {
    expect((await plan({ nodes: [two.node, two.node] })).planned).toHaveLength(1)
  })

  test('in one of ten requests for the same time that arrive together', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => plan()))
    expect(answers.filter(({ planned }) => planned.length === 1)).toHaveLength(1)
  })
})

describe('a plan for many machines', () => {
  const other = bytesOf('a machine of another provider')

  test('is stored for each machine that can have it, and names the others with their reasons', async () => {
    await plan()
    await keepWindows({ nodes: [two.node], count: 20 })
    const { planned, failed } = await plan({ nodes: [two.node, other, three.node, one.node] })
    expect(planned).toMatchObject([{ node: three.node }])
    expect(failed).toEqual([
      { node: two.node, nodeName: 'two', code: 'node.maintenance_limit' },
      { node: other, nodeName: '', code: 'node.unknown' },
      { node: one.node, nodeName: 'one', code: 'node.maintenance_overlap' },
    ])
  })

  test('names each machine with its own reason if no machine can have it', async () => {
    await plan({ nodes: [one.node, two.node] })
    const { planned, failed } = await plan({ nodes: [other, one.node, two.node] })
    expect(planned).toEqual([])
    expect(failed).toEqual([
      { node: other, nodeName: '', code: 'node.unknown' },
      { node: one.node, nodeName: 'one', code: 'node.maintenance_overlap' },
      { node: two.node, nodeName: 'two', code: 'node.maintenance_overlap' },
    ])
    expect((await provider.getMaintenance()).windows).toHaveLength(2)
  })
})

describe('a stranger', () => {
  test('plans none for a machine of another provider', async () => {
    const unknown = { planned: [], failed: [{ node: one.node, nodeName: '', code: 'node.unknown' }] }
    expect(await plan({}, stranger)).toMatchObject(unknown)
    expect(await plan({}, renter)).toMatchObject(unknown)
    expect((await provider.getMaintenance()).windows).toEqual([])
  })

  test('cancels none of another provider, and does not see its id', async () => {
    const [window] = (await plan()).planned
    expect((await stranger.getMaintenance()).windows).toEqual([])
    await refused(stranger.cancelMaintenance(window?.windowId ?? ''), 'node.maintenance_unknown')
    expect(JSON.stringify(await api.client.getListing({ node: one.node, query: {} }))).not.toContain(window?.windowId)
    expect((await provider.getMaintenance()).windows).toHaveLength(1)
  })

  test('without a session gets nothing, and neither does the agent of the machine', async () => {
    const body = { nodes: [one.node], from: null, seconds: hour }
    expect((await api.send('POST', '/provider/maintenance', { body })).status).toBe(401)
    expect((await api.send('GET', '/provider/maintenance')).status).toBe(401)
    await expect((await agentOf(one)).planMaintenance(body)).rejects.toMatchObject({ status: 401 })
  })

  test('gets no maintenance of other accounts’ machines as an agent', async () => {
    await plan()
    const agent = await agentOf(two)
    expect((await agent.getNodeAsks()).maintenance).toEqual([])
    expect((await agent.sendHeartbeat({ nodes: [two.node] })).maintenance).toBe(0)
  })
})

test('is not planned for a retired machine', async () => {
  await api.owner.query('update chain_nodes set retired = true where node_id = $1', [two.node])
  await notPlanned(plan({ nodes: [two.node] }), 'node.unknown')
  await api.owner.query('update chain_nodes set retired = false where node_id = $1', [two.node])
})

describe('the holder of a lease', () => {
  /** Plans maintenance that begins in ten minutes and so overlaps the renter's lease of an hour. */
  const within = () => plan({ from: now() + 600, seconds: hour })

  test('is notified once of maintenance that overlaps the lease, and again when it is cancelled', async () => {
    await seedLease(api, one, { leaseId: 7n })
    const [window] = (await within()).planned
    await Promise.all([noteMaintenances(api.services), noteMaintenances(api.services)])
    await noteMaintenances(api.services)
    const facts = { lease: '7', leaseName: null, node: one.node, nodeName: 'one', from: window?.from, until: window?.until }
    expect(await told(renter)).toEqual([{ ...facts, cancelled: false }])
    await provider.cancelMaintenance(window?.windowId ?? '')
    await noteMaintenances(api.services)
    await noteMaintenances(api.services)
    expect(await told(renter)).toEqual([
      { ...facts, cancelled: true },
      { ...facts, cancelled: false },
    ])
    expect(await told(provider)).toEqual([])
  })

  test('is notified of maintenance that was planned before the lease began or was extended into it', async () => {
    await plan({ from: now() + 2 * hour })
    const { startAt } = await seedLease(api, one, { leaseId: 8n })
    await noteMaintenances(api.services)
    expect(await told(renter)).toEqual([])
    await api.owner.query('update leases set end_at = $1 where lease_id = 8', [startAt + 10_000n])
    await noteMaintenances(api.services)
    expect(await told(renter)).toMatchObject([{ lease: '8', cancelled: false }])
  })

  test('is not notified for a lease that is over, ends before it, begins after it or is on another machine', async () => {
    await seedLease(api, one, { leaseId: 9n, change: { state: 'closed' } })
    await seedLease(api, one, { leaseId: 10n, startAt: BigInt(now() - hour + 500) })
    await seedLease(api, one, { leaseId: 11n, startAt: BigInt(now() + 9 * hour) })
    await seedLease(api, two, { leaseId: 12n })
    await within()
    await noteMaintenances(api.services)
    expect(await told(renter)).toEqual([])
  })

  test('gets nothing of a plan that was cancelled before anybody was notified', async () => {
    await seedLease(api, one, { leaseId: 13n })
    const [window] = (await within()).planned
    await provider.cancelMaintenance(window?.windowId ?? '')
    await noteMaintenances(api.services)
    expect(await told(renter)).toEqual([])
  })

  test('gets at most twelve notifications a day, however often the provider plans and cancels', async () => {
    await seedLease(api, one, { leaseId: 14n })
    const codes: string[] = []
    for (let turn = 0; turn < 20; turn += 1) {
      const { planned, failed } = await within()
      codes.push(...failed.map(({ code }) => code))
      await noteMaintenances(api.services)
      for (const { windowId } of planned) await provider.cancelMaintenance(windowId)
      await noteMaintenances(api.services)
    }
    expect(codes).toEqual(Array.from({ length: 14 }, () => 'node.maintenance_limit'))
    expect(await told(renter)).toHaveLength(12)
    // The limit counts the maintenance windows of each machine separately, so another machine can still get one.
    await plan({ nodes: [two.node] })
  })

  test('keeps the lease and its terms: planning ends, shortens and moves nothing', async () => {
    const { startAt } = await seedLease(api, one, { leaseId: 15n })
    await api.owner.query("update leases set state = 'active', ready_at = $1, ready_block = 1 where lease_id = 15", [startAt + 10n])
    const before = await api.owner.query('select * from leases', [])
    await plan({ from: null, seconds: 20 * 86_400 })
    await noteMaintenances(api.services)
    expect(await api.owner.query('select * from leases', [])).toEqual(before)
    expect(await api.owner.query('select 1 from relays', [])).toEqual([])
  })

  test('is protected from a machine that goes away in its maintenance: it is lost after 120 s as at any other time', async () => {
    await seedLease(api, one, { leaseId: 16n, change: readyChange(BigInt(now() - 100)) })
    await plan({ from: null, seconds: 20 * 86_400 })
    await api.owner.query("update node_heartbeats set last_seen_at = now() - interval '500 seconds', silent = true where node_id = $1", [one.node])
    await api.owner.query("update tunnels set last_seen_at = now() - interval '500 seconds'", [])
    await loseNodes(api.services, { watchedSinceMs: Date.now() - 1_000_000 })
    expect(await api.owner.query('select lease_id::int as lease from lost_leases where lease_id = 16', [])).toEqual([{ lease: 16 }])
  })
})

test('a machine has at most 20 planned windows', async () => {
  await keepWindows({ nodes: [one.node], count: 20 })
  await notPlanned(plan(), 'node.maintenance_limit')
})

test('an account has at most 10,000 planned windows', async () => {
  await keepWindows({ nodes: Array.from({ length: 500 }, (_, at) => bytesOf(`machine ${at}`)), count: 20 })
  await notPlanned(plan(), 'node.maintenance_limit')
  await api.owner.query('delete from maintenance_windows where window_id = (select window_id from maintenance_windows limit 1)', [])
  const { planned, failed } = await plan({ nodes: [two.node, one.node] })
  expect([planned, failed]).toMatchObject([[{ node: two.node }], [{ node: one.node, code: 'node.maintenance_limit' }]])
})

describe('the command', () => {
  const run = (words: readonly string[], wallet = api.chain.keys.provider.privateKey) => cli.run(['provide', 'maintenance', ...words], { wallet })

  test('plans by the names of machines, lists, and cancels by the first digits of an id', async () => {
    const from = new Date((now() + hour) * 1_000).toISOString().slice(0, 16)
    const planned = await run(['plan', 'one', two.node, '--from', `${from}Z`, '--for', '2h', '--json'])
    expect(planned, planned.err).toMatchObject({ code: 0 })
    const { planned: windows, failed } = JSON.parse(planned.out)
    expect(failed).toEqual([])
    expect(windows).toMatchObject([{ from: Date.parse(`${from}Z`) / 1_000 }, { until: Date.parse(`${from}Z`) / 1_000 + 2 * hour }])
    expect((await run(['list'])).out).toContain(`${windows[0].windowId.slice(0, 10)}  ${windows[0].nodeName}`)
    expect(await run(['cancel', windows[0].windowId.slice(0, 10)])).toMatchObject({ code: 0, out: expect.stringContaining('Cancelled.') })
    expect((await provider.getMaintenance()).windows).toHaveLength(1)
  })

  test('begins now without --from, and shows what is wrong with a plan', async () => {
    expect(await run(['plan', 'one', '--for', '30min'])).toMatchObject({ code: 0, out: expect.stringContaining('now') })
    expect(await run(['plan', 'one', '--for', '30min'])).toMatchObject({ code: 70, err: expect.stringContaining('(node.maintenance_overlap)') })
    expect(await run(['plan', 'two', '--for', 'a while'])).toMatchObject({ err: expect.stringContaining('--for a while') })
    expect(await run(['plan', 'two', '--from', 'soon', '--for', '1h'])).toMatchObject({ err: expect.stringContaining('--from soon') })
    expect(await run(['cancel', 'ffffffff'])).toMatchObject({ code: 70, err: expect.stringContaining('(node.maintenance_unknown)') })
  })

  test('shows the machines that got no maintenance, with their reasons, and ends with the code of the first', async () => {
    await plan()
    const command = ['plan', 'two', 'one', '--from', `${new Date((now() + 2 * hour) * 1_000).toISOString().slice(0, 16)}Z`, '--for', '1h']
    const { code, out, err } = await run(command)
    expect(code).toBe(70)
    expect(out).toMatch(/two +20/)
    expect(err).toContain('one: ')
    expect(err).toContain('(node.maintenance_overlap)')
    expect((await provider.getMaintenance()).windows).toHaveLength(2)
  })

  test('shows every machine with its reason if no machine got maintenance, and ends with the code of the first', async () => {
    await plan({ nodes: [one.node] })
    const other = bytesOf('a machine of another provider')
    const command = ['plan', other, 'one', '--from', `${new Date((now() + 2 * hour) * 1_000).toISOString().slice(0, 16)}Z`, '--for', '1h']
    const { code, out, err } = await run(command)
    expect([code, out]).toEqual([70, ''])
    expect(err).toMatch(/^No maintenance was planned for:\n.*\(node\.unknown\)\n {2}one: .*\(node\.maintenance_overlap\)\n$/)
    const answer = JSON.parse((await run([...command, '--json'])).out)
    expect(answer).toMatchObject({ planned: [], failed: [{ code: 'node.unknown' }, { code: 'node.maintenance_overlap' }] })
  })

  test('refuses maintenance that has ended', async () => {
    const from = `${new Date((now() - 180) * 1_000).toISOString().slice(0, 16)}Z`
    const { code, err } = await run(['plan', 'one', '--from', from, '--for', '1min'])
    expect([code, err]).toEqual([70, expect.stringMatching(/\[seconds\] \(node\.maintenance_invalid\)/)])
    expect(await api.owner.query('select 1 from maintenance_windows', [])).toEqual([])
  })

  test('plans and cancels nothing for the wallet of a renter', async () => {
    const [window] = (await plan()).planned
    const wallet = api.chain.keys.renter.privateKey
    expect(await run(['plan', one.node, '--for', '1h'], wallet)).toMatchObject({ err: expect.stringContaining('(node.unknown)') })
    expect(await run(['cancel', window?.windowId ?? ''], wallet)).toMatchObject({ err: expect.stringContaining('(node.maintenance_unknown)') })
    expect((await run(['list'], wallet)).out).toContain('No maintenance is planned.')
  })
})

test('is part of the export of its provider, and only what is not over stays when the account is deleted', async () => {
  const [window] = (await plan()).planned
  await keepWindows({ nodes: [two.node], isCancelled: true })
  await api.owner.query("update leases set state = 'closed'", [])
  expect((await provider.exportAccount()).maintenanceWindows).toMatchObject([{ node_id: two.node }, { window_id: window?.windowId }])
  expect((await renter.exportAccount()).maintenanceWindows).toEqual([])
  const { deleted, kept } = await provider.deleteAccount()
  expect(deleted.maintenanceWindows).toBe(1)
  expect(kept.map(({ what }) => what).join()).toContain('planned maintenance')
  expect(await api.owner.query('select window_id as "windowId" from maintenance_windows', [])).toEqual([{ windowId: window?.windowId }])
})
