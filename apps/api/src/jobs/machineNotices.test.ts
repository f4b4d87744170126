import { insertProofSlot, markAttestedRoot, noteFailedProofs, putMachineStatements, putProofStatements } from '@infinitio/db'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { failedProofsOf, newFailure, type SlotOutcome } from './failedProofsOf.ts'
import { noteLeaseChanges } from './noteLeaseChanges.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let provider: SignedIn
let nodes: SeededNode[]
let time = 1_000

beforeAll(async () => {
  api = await startTestApi()
  nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two' }])
  provider = await api.signedIn(api.accounts.provider)
})
afterAll(() => api.stop())
beforeEach(async () => {
  for (const table of ['notifications', 'proof_statements', 'proof_roots', 'proof_slots', 'machine_statements', 'chain_logs', 'notification_cursor'])
    await api.owner.query(`delete from ${table}`, [])
  await api.owner.query('update node_heartbeats set silent = false', [])
})

const node = (place: number) => nodes[place]?.node ?? ''
const notices = async () => (await provider.listNotifications()).items.map(({ kind, facts }) => ({ kind, ...facts }))

/** Attests a proof slot in which these machines passed, and notifies providers as the job does. Returns the block of the slot. */
async function slotWith(passed: readonly number[], { chainId = 31_337 } = {}): Promise<string> {
  time += 100
  const slot = BigInt(time)
  const [slotHash, root] = [bytesOf(`slot ${slot}`), bytesOf(`root ${slot}`)]
  await insertProofSlot(api.owner, { slotHash, slot, seed: slotHash, beaconSeed: slotHash, at: slot, timers: [] })
  await api.services.db.transaction((tx) =>
    putProofStatements(
      tx,
      { root, slot, slotHash, beaconSeed: slotHash, calls: slotHash, timers: 4, z: slot + 9n, zHash: slotHash },
      nodes.map((it, place) => ({ node: it.node, gpu: 0, commit: slotHash, shownMib: 0, speedBps: 0, site: 0, passed: passed.includes(place) })),
    ),
  )
  const note = () =>
    api.services.db.transaction(async (tx) => {
      if (!(await markAttestedRoot(tx, { root, at: slot }))) return 0
      return noteFailedProofs(tx, { notices: await failedProofsOf(tx, { root, chainId, now: time }) })
    })
  await Promise.all([note(), note()])
  return `${slot}`
}

describe('notifications of failed proofs', () => {
  test('come once for each machine, until it passes and fails again', async () => {
    const first = await slotWith([1])
    const failed = { kind: 'proof_failed', node: node(0), nodeName: 'one', reason: 'silent' }
    expect(await notices()).toEqual([{ ...failed, slot: first }])
    await slotWith([1])
    await slotWith([])
    expect(await notices()).toMatchObject([{ nodeName: 'two' }, { ...failed, slot: first }])
    await slotWith([0])
    expect(await notices()).toHaveLength(2)
    const again = await slotWith([])
    expect(await notices()).toMatchObject([{ ...failed, slot: again }, { nodeName: 'two' }, { slot: first }])
  })

  test('are not sent for a machine that does not respond or is retired', async () => {
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node(0)])
    await api.owner.query('update chain_nodes set retired = true where node_id = $1', [node(1)])
    await slotWith([])
    expect(await notices()).toEqual([])
    await api.owner.query('update node_heartbeats set silent = false', [])
    await api.owner.query('update chain_nodes set retired = false', [])
    await slotWith([1])
    expect(await notices()).toMatchObject([{ nodeName: 'one' }])
  })

  test('are not sent for a machine with a lease at the slot', async () => {
    await seedLease(api, nodes[0] as SeededNode, { leaseId: 7n, startAt: BigInt(time) })
    await slotWith([1])
    await api.owner.query('delete from leases', [])
    expect(await notices()).toEqual([])
  })

  test('are sent for a failure after days without a response, even if the machine never passed before', async () => {
    const first = await slotWith([1])
    await slotWith([0, 1])
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node(0)])
    for (let slot = 0; slot < 50; slot += 1) await slotWith([1])
    await api.owner.query('update node_heartbeats set silent = false', [])
    const back = await slotWith([1])
    expect(await notices()).toMatchObject([{ slot: back }, { slot: first }])
    await slotWith([1])
    expect(await notices(), 'still the same failure').toHaveLength(2)
  })

  test('are not sent on a real chain for a machine whose class cannot prove', async () => {
    await api.owner.query(
      "update chain_classes set name = 'AMD MI300X 192 GB' where class_id = (select class_id from chain_nodes where node_id = $1)",
      [node(0)],
    )
    await slotWith([], { chainId: 8_453 })
    expect(await notices()).toEqual([])
    await api.owner.query("update chain_classes set name = 'NVIDIA T4 16 GB' where name like 'AMD%'", [])
    await slotWith([], { chainId: 8_453 })
    expect(await notices()).toHaveLength(2)
  })

  test('follow only from the outcomes', () => {
    const at = (slot: number, verdict: SlotOutcome['verdict']): SlotOutcome => ({
      slot: BigInt(slot),
      verdict,
      reason: verdict === 'failed' ? 'late' : null,
    })
    const many = (verdict: SlotOutcome['verdict']) => Array.from({ length: 49 }, (_, place) => at(49 - place, verdict))
    expect(newFailure([at(3, 'passed')], { slot: 3n, noted: null })).toBeNull()
    expect(newFailure([at(3, 'excused'), at(2, 'failed')], { slot: 3n, noted: null })).toBeNull()
    expect(newFailure([], { slot: 3n, noted: null })).toBeNull()
    expect(newFailure([at(3, 'failed')], { slot: 3n, noted: null })).toEqual({ reason: 'late', key: 0n })
    expect(newFailure([at(4, 'failed'), at(3, 'failed'), at(2, 'excused'), at(1, 'passed')], { slot: 3n, noted: null })).toEqual({
      reason: 'late',
      key: 1n,
    })
    const days = (before: SlotOutcome['verdict'], noted: bigint | null) => newFailure([at(50, 'failed'), ...many(before)], { slot: 50n, noted })
    expect(days('failed', 1n), 'failed for days, with a notification').toBeNull()
    expect(days('failed', null), 'failed for days, without a notification').toEqual({ reason: 'late', key: 50n })
    expect(days('failed', 0n), 'the notification is older').toEqual({ reason: 'late', key: 50n })
    expect(days('excused', null), 'was rented for days').toEqual({ reason: 'late', key: 50n })
  })
})

const facts = {
  ...{ hours: 720, presentSeconds: 720 * 3_600, daysInTime: 3, daysLate: 0, daySlots: 12, dayPassed: 12, hasNewPass: true, slotDays: 20 },
  ...{ recentSlots: 84, recentPassed: 84, readySeconds: 60, probedHours: 720, gateways: 2, networkMbps: 500 },
  ...{ region: 'unknown' as const, bondBps: 10_000, cleanDays: 90 },
}

/** Stores a change of a machine's tier in a final block, with the validators' statement behind it, and runs the job. */
async function attest(tier: number, change: Partial<typeof facts> = {}, { isStored = true } = {}): Promise<void> {
  time += 1
  const rows = [{ nodeId: node(0), tier, reliabilityBps: 9_000, ...facts, ...change, proof: '0x' }]
  const statement = { root: bytesOf(`machines ${time}`), epoch: BigInt(time), replaces: false, rows }
  if (isStored) await api.services.db.transaction((tx) => putMachineStatements(tx, statement))
  await api.owner.query(
    `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
     values ($1, 0, '0x', '0x', 'registry', 'NodeAttested', $2, true, true)`,
    [time, JSON.stringify({ node: node(0), tier, reliabilityBps: '9000' })],
  )
  await api.owner.query('update follower_checkpoint set head_number = $1, final_number = $1', [time])
  await noteLeaseChanges(api.services)
}

describe('notifications of tiers', () => {
  beforeEach(async () => {
    await api.owner.query('update follower_checkpoint set head_number = $1, final_number = $1', [time])
    await noteLeaseChanges(api.services)
  })

  test('say which condition a machine no longer meets, and when it has the tier again', async () => {
    await attest(1)
    await attest(1)
    expect(await notices(), 'the first tier is no news').toEqual([])
    await attest(0, { hasNewPass: false })
    const about = { kind: 'tier_changed', node: node(0), nodeName: 'one' }
    const lost = { ...about, step: 'lost', before: 1, tier: 0, reason: 'proof' }
    expect(await notices()).toEqual([lost])
    await attest(1)
    const back = { ...about, step: 'regained', before: 0, tier: 1, reason: 'other' }
    expect(await notices()).toEqual([back, lost])
    await attest(2)
    expect(await notices(), 'it never had tier 2').toEqual([back, lost])
    await attest(1, { gateways: 1 })
    expect(await notices()).toEqual([{ ...lost, before: 2, tier: 1, reason: 'gateways' }, back, lost])
    await noteLeaseChanges(api.services)
    expect(await notices()).toHaveLength(3)
  })

  test('name no reason without the facts of validators', async () => {
    await attest(1)
    await attest(0, { dayPassed: 3 }, { isStored: false })
    expect(await notices()).toMatchObject([{ step: 'lost', before: 1, tier: 0, reason: 'other' }])
  })
})
