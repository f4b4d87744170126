import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listOpenAsks } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { pagesReadBy } from './pagesReadBy.ts'

const everybody = `0x${'0'.repeat(40)}`
const asksForOthers = 1_000

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  // Use `keepsPlans`, as the API does for order intake: then Postgres caches one plan for any values, and that plan uses indexes.
  db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {}, keepsPlans: true })
  const matcher = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
  await matcher.query(
    `insert into book_orders (order_hash, kind, account, node_id, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
     select 'other ' || n, 'ask', 'provider', 'node', n, 1, json_build_object('privateRenter', 'renter ' || n, 'rest', repeat('x', 900)), '0x', 'open', 1, n, n, 1 from generate_series(1, $1::int) n
     union all select hash, kind, provider, 'node', price, 1, json_build_object('privateRenter', renter), '0x', state, 1, seq, seq, 1 from (values
       ('public', 'ask', 'older', 5000, $2, 'open', 1), ('newer', 'ask', 'newer', 5000, $2, 'open', 2), ('dear', 'ask', 'dear', 5001, $2, 'open', 3),
       ('over', 'ask', 'over', 1, $2, 'cancelled', 4), ('bid', 'bid', 'bid', 1, $2, 'open', 5)) as new (hash, kind, provider, price, renter, state, seq)`,
    [asksForOthers, everybody],
  )
  await matcher.query(
    `insert into book_orders (order_hash, kind, account, node_id, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
     select 'private ' || n, 'ask', 'provider', 'private', n, 1, json_build_object('privateRenter', 'renter ' || n), '0x', 'open', 1, n, n, 1 from generate_series(1, 2) n`,
    [],
  )
  await matcher.close()
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

describe('the ask of a node that a renter would match', () => {
  it('is the cheapest for them or for everybody, and the newest of equal ones', async () => {
    const wanted = ['stranger', 'renter 7'].map((renter) => ({ nodeId: 'node', renter }))
    expect((await listOpenAsks(db, { wanted })).map(({ renter, provider, pricePerGpuSecond }) => [renter, provider, pricePerGpuSecond])).toEqual([
      ['stranger', 'newer', 5000n],
      ['renter 7', 'provider', 7n],
    ])
  })

  it('is marked as not open to the renter if all asks of the node are for others', async () => {
    const wanted = ['stranger', 'renter 2'].map((renter) => ({ nodeId: 'private', renter }))
    expect(
      (await listOpenAsks(db, { wanted })).map(({ renter, isOpenToRenter, pricePerGpuSecond }) => [renter, isOpenToRenter, pricePerGpuSecond]),
    ).toEqual([
      ['stranger', false, 1n],
      ['renter 2', true, 2n],
    ])
    expect(await listOpenAsks(db, { wanted: [{ nodeId: 'unknown', renter: 'stranger' }] })).toEqual([])
  })

  it('is found without reading cheaper asks for others', async () => {
    expect(await pagesReadBy(db, (asked) => listOpenAsks(asked, { wanted: [{ nodeId: 'node', renter: 'stranger' }] }))).toBeLessThan(60)
  })
})
