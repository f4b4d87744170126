import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  deleteStaleRows,
  findMachineStatement,
  hasOpenTransaction,
  hasUnknownNode,
  listUnappliedStatements,
  putMachineStatements,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const [root, epoch] = ['0xroot', 480_000n]
const nodes = ['new', 'same', 'retired', 'silent', 'unseen', 'refused']

const slots = {
  ...{ daySlots: 1, dayPassed: 1, hasNewPass: true, slotDays: 7, recentSlots: 84, recentPassed: 80 },
  ...{ readySeconds: null, probedHours: 24, gateways: 2, networkMbps: 940, region: 'consistent' as const, bondBps: 30_000, cleanDays: 90 },
}

describe('statements about machines', () => {
  let database: TestDatabase
  let api: TestDb
  let worker: TestDb
  let owner: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    const open = (url: string) => openTestDb({ url, max: 1, onError: () => {} })
    owner = open(`${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`)
    ;[api, worker] = [open(database.urls.infinitio_api), open(database.urls.infinitio_worker)]
    await owner.query(
      `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib,
         network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
       select node, 'p', node, node, node, 1, 1, 1, 80, 1, 1, 1, 1, 0, case node when 'same' then 9600 else 9000 end, node = 'retired', 1, 1
       from unnest($1::text[]) node`,
      [nodes],
    )
    await owner.query(
      `insert into node_hours (hour, node_id, seconds)
       select case node when 'silent' then $2::bigint - 24 else $2 - 23 end, node, 60 from unnest($1::text[]) node where node <> 'unseen'
       union all select $2, 'silent', 0`,
      [nodes, epoch],
    )
    const facts = { tier: 0, reliabilityBps: 9_600, hours: 1, presentSeconds: 1, daysInTime: 0, daysLate: 0, ...slots, proof: '0x' }
    await putMachineStatements(api, { root, epoch, rows: nodes.map((nodeId) => ({ nodeId, ...facts })), replaces: false })
  })
  afterAll(async () => {
    await Promise.all([api.close(), worker.close(), owner.close()])
    await database.drop()
  })

  it('lists no machine that has the value, is retired, was silent for a day, or was refused', async () => {
    const listed = await listUnappliedStatements(worker, { epoch, root, without: ['refused'], limit: 100 })
    expect(listed.map(({ nodeId }) => nodeId)).toEqual(['new'])
    expect(await listUnappliedStatements(worker, { epoch, root: '0xother', without: [], limit: 100 })).toEqual([])
  })

  it('are replaced together and only on request, and know which machines are not registered', async () => {
    const replaced = { root: '0xagain', epoch }
    const row = { tier: 0, reliabilityBps: 9_600, hours: 1, presentSeconds: 1, daysInTime: 0, daysLate: 0, ...slots, proof: '0x' }
    const put = (hours: number, replaces: boolean) =>
      api.transaction((tx) => putMachineStatements(tx, { ...replaced, rows: nodes.map((nodeId) => ({ ...row, nodeId, hours })), replaces }))
    expect(await put(10, false)).toBe(true)
    expect(await put(20, false)).toBe(false)
    expect(await findMachineStatement(api, { ...replaced, nodeId: 'new' })).toMatchObject({ hours: 10 })
    expect(await put(30, true)).toBe(true)
    expect(await findMachineStatement(api, { ...replaced, nodeId: 'new' })).toMatchObject({ hours: 30 })
    expect(await hasUnknownNode(api, { nodes })).toBe(false)
    expect(await hasUnknownNode(api, { nodes: [...nodes, 'invented'] })).toBe(true)
  })

  it('belong to an hour and its root, and are deleted two days later', async () => {
    const row = { tier: 0, reliabilityBps: 9_980, presentSeconds: 1, daysInTime: 0, daysLate: 0, ...slots, proof: '0x', nodeId: 'new' }
    const put = (at: bigint, hours: number) => putMachineStatements(api, { root: '0xsame', epoch: at, rows: [{ ...row, hours }], replaces: false })
    const hoursAt = async (at: bigint) => (await findMachineStatement(api, { epoch: at, root: '0xsame', nodeId: 'new' }))?.hours ?? null
    await put(epoch, 300)
    await put(epoch + 49n, 349)
    expect([await hoursAt(epoch), await hoursAt(epoch + 49n)]).toEqual([300, 349])
    // The same root was signed for an earlier hour. The statements of that hour must not appear for a newer hour.
    expect(await listUnappliedStatements(worker, { epoch: epoch + 1n, root: '0xsame', without: [], limit: 100 })).toEqual([])
    await deleteStaleRows(api)
    expect([await hoursAt(epoch), await hoursAt(epoch + 49n)]).toEqual([null, 349])
  })

  it('counts a transaction as open until the follower has read its block', async () => {
    const isOpen = (untilRead = true) => hasOpenTransaction(worker, { action: 'applyNodes', untilRead })
    await owner.query(
      `insert into transactions (purpose, action, sender, nonce, raw, hashes, state) values ('sweep', 'applyNodes', '0xsender', 1, '{0x01}', '{0xhash}', 'broadcast')`,
      [],
    )
    expect(await isOpen()).toBe(true)
    expect(await hasOpenTransaction(worker, { action: 'anchor', untilRead: true })).toBe(false)
    await owner.query("update transactions set state = 'mined', mined_block = 7, mined_block_hash = '0xblock'", [])
    expect([await isOpen(), await isOpen(false)]).toEqual([true, false])
    await owner.query(
      "insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, 6, '0x6', 6, true, 0, now())",
      [],
    )
    expect(await isOpen()).toBe(true)
    await owner.query("update follower_checkpoint set head_number = 7, head_hash = '0x7'", [])
    expect(await isOpen()).toBe(false)
  })
})
