import { insertChainClass, insertChainNode, insertLease, updateLease } from '@infinitio/db'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { type EndReason, endReasons, referencePerformanceOf } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesOf } from '../../test/seedMarket.ts'
import { scoreNodes } from './scoreNodes.ts'

const h100 = referencePerformanceOf('NVIDIA H100 SXM 80 GB') ?? 0
process.env.LOG_LEVEL ??= 'error'
const logger = createLogger({ room: 'web-test' })

describe('scores of nodes', () => {
  let database: TestDatabase
  let owner: TestDb
  let db: TestDb
  let leases = 0n
  beforeAll(async () => {
    database = await createTestDatabase()
    owner = openTestDb({ url: `${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`, max: 1, onError: () => {} })
    db = openTestDb({ url: database.urls.infinitio_api, max: 2, onError: () => {} })
    for (const [classId, name] of [
      [1, 'NVIDIA H100 SXM 80 GB'],
      [2, 'a class of tomorrow'],
    ] as const)
      await insertChainClass(owner, { classId, name, vramGib: 80, referencePricePerGpuSecond: 500n, updatedBlock: 1n })
  })
  afterAll(async () => {
    await Promise.all([db.close(), owner.close()])
    await database.drop()
  })

  test('reach the book once for each node, except nodes that are retired, missing from the book or of an unmeasured class', async () => {
    for (const name of ['good', 'bad', 'new']) await node(name)
    await node('nobody knows', { classId: 2 })
    await node('not in the book', { isInBook: false })
    await node('retired', { isRetired: true })
    for (let count = 0; count < 5; count += 1) await lease('good', 'time_up')
    for (const reason of ['renter_ended', 'no_show', 'node_lost', 'cancelled'] as const) await lease('bad', reason)
    await lease('good', null)
    expect(await scored()).toEqual({ good: Math.floor((14 * 10_000) / 15) * h100, bad: Math.floor((10 * 10_000) / 13) * h100, new: 9_000 * h100 })
    expect(await scored()).toEqual({})
  })

  test('sends another score when the last one is an hour old, whatever it was before', async () => {
    await lease('new', 'provider_ended')
    expect(await scored()).toEqual({})
    await pass('59 minutes 59 seconds')
    expect(await scored()).toEqual({})
    await pass('1 second')
    expect(await scored()).toEqual({ new: 8_181 * h100 })
    await owner.query('delete from leases where node_id = $1', [bytesOf('new')])
    await pass('1 hour')
    expect(await scored()).toEqual({ new: 9_000 * h100 })
    const keys = await owner.query<{ key: string }>('select command_key as key from api_commands where payload like $1 order by id', [
      `%${bytesOf('new')}%`,
    ])
    expect(keys.map(({ key }) => key.split(':').at(-1))).toEqual(['0', '1', '2'])
  })

  test('are 0 for an unknown class', async () => {
    await owner.query("update chain_classes set name = 'renamed' where class_id = 1", [])
    await pass('1 hour')
    expect(await scored()).toEqual({ good: 0, bad: 0, new: 0 })
    await owner.query("update chain_classes set name = 'NVIDIA H100 SXM 80 GB' where class_id = 1", [])
  })

  test('two servers at once tell it once, and nodes of many pages all come', async () => {
    await owner.query('delete from node_scores', [])
    await owner.query('delete from api_commands', [])
    for (let count = 0; count < 2; count += 1) await nodes(501 + count * 600, 600)
    const both = await Promise.all([scoreNodes({ db, logger }, { after: '' }), scoreNodes({ db, logger }, { after: '' })])
    let after = both.find((place) => place !== '') ?? ''
    for (let page = 0; page < 5 && after !== ''; page += 1) after = await scoreNodes({ db, logger }, { after })
    expect(after).toBe('')
    const [told] = await owner.query<{ rows: bigint; nodes: bigint }>(
      "select count(*) as rows, count(distinct payload::json ->> 'node') as nodes from api_commands where kind = 'NodeScored'",
      [],
    )
    expect(told).toEqual({ rows: 1_203n, nodes: 1_203n })
  })

  /** Runs the job over all pages of nodes. Returns the scores that it sent to the matcher, each under the name of its node. */
  async function scored(): Promise<Record<string, number>> {
    const [before] = await owner.query<{ id: bigint }>('select coalesce(max(id), 0) as id from api_commands', [])
    expect(await scoreNodes({ db, logger }, { after: '' })).toBe('')
    const rows = await owner.query<{ payload: string }>('select payload from api_commands where id > $1', [before?.id])
    const told = rows.map(({ payload }) => JSON.parse(payload) as { kind: string; node: string; score: number })
    expect(told.every(({ kind }) => kind === 'NodeScored')).toBe(true)
    return Object.fromEntries(told.map(({ node: id, score }) => [['good', 'bad', 'new'].find((name) => bytesOf(name) === id) ?? id, score]))
  }

  /** Simulates time: makes the last scores that were sent to the matcher older by this interval. */
  async function pass(interval: string): Promise<void> {
    await owner.query('update node_scores set told_at = told_at - $1::interval', [interval])
  }

  async function node(name: string, { classId = 1, isInBook = true, isRetired = false } = {}): Promise<void> {
    const id = bytesOf(name)
    const size = { gpus: 1, vramGib: 80, cpuCores: 8, ramGib: 32n, diskGib: 100n, networkMbps: 1_000n, tier: 0, reliabilityBps: 0 }
    const keys = { nodeKey: id.slice(0, 42), hostKey: id, boxKey: id }
    await insertChainNode(owner, {
      ...{ nodeId: id, provider: '0x01', classId, regionId: 0 },
      ...{ ...keys, ...size, retired: isRetired, registeredAt: 1n, updatedBlock: 1n },
    })
    if (isInBook) await owner.query('insert into book_nodes (node_id, silent, code) values ($1, false, null)', [id])
  }

  async function nodes(from: number, count: number): Promise<void> {
    await owner.query(
      `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib,
         network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
       select '0x' || lpad(n::text, 64, '0'), '0x01', n::text, 'h', 'b', 1, 0, 1, 80, 8, 32, 100, 1000, 0, 0, false, 1, 1
       from generate_series($1::int, $1::int + $2::int - 1) n`,
      [from, count],
    )
    await owner.query(
      "insert into book_nodes (node_id, silent, code) select node_id, false, null from chain_nodes where node_id like '0x000%' on conflict do nothing",
      [],
    )
  }

  /** Creates a lease of a node. `reason` is why the lease ended, or null if it still runs. */
  async function lease(name: string, reason: EndReason | null): Promise<void> {
    leases += 1n
    const who = { renter: '0x02', provider: '0x01', nodeId: bytesOf(name), hostKey: '0x', bidHash: bytesOf(`bid ${leases}`), askHash: '0x' }
    const terms = { pricePerGpuSecond: 1n, gpus: 1, startAt: 1n, durationSeconds: 3_600n, noticeSeconds: 0n, trialSeconds: 0n, feeBps: 25, flags: 1 }
    const of = { askNonce: 1n, askMaxDurationSeconds: 3_600n, askAvailableUntil: 10_000n, workloadHash: '0x', settledAt: 1n, settledTx: '0x' }
    await insertLease(owner, { leaseId: leases, ...who, ...terms, ...of, escrow: 3_600n, relayFee: 0n, updatedBlock: 1n })
    if (reason === null) return
    const never = { readyAt: null, readyTx: null, readyBlock: null, endedTx: null, endedBlock: null, accepted: null }
    const sums = { paidSeconds: 0n, pay: 0n, renterFee: 0n, providerFee: 0n, refund: 0n }
    const closed = { closedAt: 4_000n, closedTx: '0x', closedBlock: 1n, updatedBlock: 1n }
    await updateLease(owner, {
      leaseId: leases,
      state: 'closed',
      ...never,
      ...sums,
      ...closed,
      endAt: 3_601n,
      endReason: endReasons.indexOf(reason) + 1,
    })
  }
})
