import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listLatestAsks } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { pagesReadBy } from './pagesReadBy.ts'

const provider = '0xprovider'
const asksPerNode = 2_000
const nodes = ['first', 'second', 'without an ask']

let database: TestDatabase
let owner: TestDb
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openTestDb({ url: `${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`, max: 1, onError: () => {} })
  db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {} })
  await owner.query(
    `insert into chain_nodes (node_id, provider, node_key, host_key, box_key, class_id, region_id, gpus, vram_gib, cpu_cores, ram_gib, disk_gib,
       network_mbps, tier, reliability_bps, retired, registered_at, updated_block)
     select node, $1, node, node, node, 1, 1, 1, 80, 1, 1, 1, 1, 0, 0, false, 1, 1 from unnest($2::text[]) node`,
    [provider, nodes],
  )
  // The newest ask of the first node has ended. The newest ask of the second node was followed by a rejected ask, and by an ask of another account.
  await owner.query(
    `insert into book_orders (order_hash, kind, account, node_id, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
     select format('%s %s', node, n), 'ask', $1, node, n, 1, '{}', '', 'cancelled', 1, 2 * n + at, 1, 1
     from unnest($2::text[]) with ordinality as nodes (node, at) cross join generate_series(1, $3::int) n where at < 3
     union all select 'refused', 'ask', $1, 'second', 1, 1, '{}', '', 'rejected', 1, 9001, 1, 1
     union all select 'of another', 'ask', '0xother', 'second', 1, 1, '{}', '', 'open', 1, 9002, 1, 1`,
    [provider, nodes, asksPerNode],
  )
})
afterAll(async () => {
  await db.close()
  await owner.close()
  await database.drop()
})

it('finds the last accepted ask of each node of a provider, and reads few others', async () => {
  const rows = await listLatestAsks(db, { provider })
  expect(rows.map(({ orderHash }) => orderHash).toSorted()).toEqual([`first ${asksPerNode}`, `second ${asksPerNode}`])
  expect(await pagesReadBy(db, (asked) => listLatestAsks(asked, { provider }))).toBeLessThan(40)
})
