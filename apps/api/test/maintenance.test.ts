import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { durationSeconds } from '@infinitio/domain'
import type { ProviderWire } from '@infinitio/domain/wire'
import { buildMandate, type Client, signMandate } from '@infinitio/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type Provisioned, provisionByAgent } from './provisionByAgent.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-maintenance-'))
const hour = 3_600
const day = 24 * hour

let api: TestApi
let market: LiveMarket
let provider: Client
let stop: () => Promise<void>

beforeAll(async () => {
  api = await startTestApi()
  const engine = startTestEngine(api)
  stop = () => engine.stop()
  market = liveMarket(api, engine)
  await market.fund(api.chain.keys.renter)
  provider = await api.signedIn(api.accounts.provider)
}, 120_000)
afterAll(async () => {
  await stop?.()
  await api?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/**
 * Lists a machine with a key that may sign asks under its provider's mandate (permission). Returns the machine, and a function that runs the agent's
 * provisioning for it.
 */
async function underMandate(name: string, { days = 90, mandateNonce }: { days?: number; mandateNonce: bigint }) {
  const node = await market.list(name)
  const chain = await api.client.getChain()
  const { ask } = node
  const mandate = buildMandate({
    ...{ provider: ask.provider, node: node.node, minPricePerGpuSecond: ask.pricePerGpuSecond, maxDurationSeconds: Number(ask.maxDurationSeconds) },
    ...{ maxTrialSeconds: 0, minNoticeSeconds: 0, maxNoticeSeconds: 0, mayBeTransferable: false, mayBePrivate: false },
    ...{ availableUntil: chain.chainNow + days * day, forSeconds: days * day, nonce: mandateNonce, chain },
  })
  const dataDir = join(folder, name)
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'mandate.json'), JSON.stringify(await signMandate(api.accounts.provider, { mandate, chain })), { mode: 0o600 })
  const provision = provisionByAgent(api, { dataDir, keyFile: join(folder, 'no.key'), nodeKey: testKey(`node ${name}`).privateKey })
  return { node, provision }
}

async function nodeOf({ node }: SeededNode): Promise<ProviderWire['nodes'][number]> {
  const found = (await provider.getProvider()).nodes.find((own) => own.node === node)
  if (found === undefined) throw new Error('the provider has the node')
  return found
}

/** Runs the agent's provisioning once and waits for a new ask of the machine. `before` is the hash of its last ask. */
async function signedAgain(node: SeededNode, provision: () => Promise<Provisioned>, before: string | null) {
  expect(await provision()).toMatchObject({ code: 0, listing: { trouble: null } })
  return market.engine.until('the ask is signed again', async () => {
    const { ask, askHash } = await nodeOf(node)
    return ask !== null && askHash !== before ? { ...ask, askHash } : null
  })
}

/** Places a bid for some hours of a machine. Returns the lease's id, or the error code if there is no lease. */
async function rent(node: SeededNode, hours: number): Promise<{ leaseId: string } | { code: string }> {
  const body = await signedBid(api, node, { change: { durationSeconds: durationSeconds(BigInt(hours * hour)) } })
  const placed = await api.send('POST', '/orders', { body })
  if (placed.status !== 202) return { code: placed.body.code }
  const { leaseId, code } = await market.judged(placed.body.orderHash)
  return leaseId === null ? { code: code ?? 'none' } : { leaseId }
}
const now = async () => (await api.client.getChain()).chainNow
const plan = async (node: SeededNode, from: number | null, seconds: number) =>
  (await provider.planMaintenance({ nodes: [node.node], from, seconds })).planned.find((window) => window.node === node.node)

test.skipIf(!isLong)(
  'the agent keeps new leases out of a maintenance that its provider plans, cancels and begins',
  { timeout: 180_000 },
  async () => {
    const { node, provision } = await underMandate('serviced', { mandateNonce: 9_101n })
    const { askHash: listed } = await nodeOf(node)
    expect(await provision()).toMatchObject({ code: 0 })
    expect((await nodeOf(node)).askHash).toBe(listed)

    // While maintenance is planned: a lease that would overlap it finds no match, and a lease that ends before it is settled.
    const from = (await now()) + 3 * hour
    const window = await plan(node, from, hour)
    const cut = await signedAgain(node, provision, listed)
    expect(cut).toMatchObject({ availableUntil: from, pricePerGpuSecond: node.ask.pricePerGpuSecond.toString() })
    expect(await provision()).toMatchObject({ code: 0 })
    expect((await nodeOf(node)).askHash).toBe(cut.askHash)
    expect(await rent(node, 4)).toEqual({ code: 'order.outside_availability' })
    const rented = await rent(node, 2)
    expect(rented).toEqual({ leaseId: expect.any(String) })

    // After the maintenance is cancelled, the machine is offered for a longer time again.
    await provider.cancelMaintenance(window?.windowId ?? '')
    const whole = await signedAgain(node, provision, cut.askHash)
    expect(whole.availableUntil).toBeGreaterThan(from + 20 * day)

    // After the clock was moved, the maintenance has begun. The machine is offered only for the time after it.
    const begin = (await now()) + 3 * hour
    await plan(node, begin, hour)
    await signedAgain(node, provision, whole.askHash)
    await market.travel(3 * hour + 60)
    const behind = await signedAgain(node, provision, null)
    expect(behind.availableFrom).toBe(begin + hour)
    expect(await rent(node, 1)).toEqual({ code: 'order.outside_availability' })
    await market.travel(hour)
    expect(await rent(node, 1)).toEqual({ leaseId: expect.any(String) })
  },
)

test('a lease that overlaps the maintenance runs on to its end, with the same terms', { timeout: 120_000 }, async () => {
  const { node, provision } = await underMandate('rented', { mandateNonce: 9_102n })
  const lease = await market.runLease(node)
  const { askHash } = await nodeOf(node)
  await plan(node, null, 2 * day)
  const behind = await signedAgain(node, provision, askHash)
  expect(behind.availableFrom).toBeGreaterThan(Number(lease.endAt) + day)
  await market.travel(1_200)
  expect(await provision()).toMatchObject({ code: 0 })
  const after = await market.leaseWhen(lease.leaseId, 'the lease is read', () => true)
  expect(after).toMatchObject({ state: 'active', endAt: lease.endAt, askNonce: lease.askNonce, noticeSeconds: lease.noticeSeconds })
})

test('an agent whose signing permission ends during the maintenance withdraws the listing', { timeout: 120_000 }, async () => {
  const { node, provision } = await underMandate('ending', { days: 1, mandateNonce: 9_103n })
  await plan(node, null, 2 * day)
  expect(await provision()).toMatchObject({ code: 0, listing: { isPaused: true, trouble: { code: 'order.mandate_exceeded' } } })
  await market.engine.until('the ask left', async () => (await nodeOf(node)).ask === null)
  expect(await rent(node, 1)).toMatchObject({ code: expect.stringMatching(/^order\./) })
})
