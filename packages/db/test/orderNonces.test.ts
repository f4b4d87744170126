import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BookOrderRow, insertBookOrders, listUsedNonces, nextNonces } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { pagesReadBy, plansOf } from './pagesReadBy.ts'

const account = '0xbusy'
const older = 2_000n
const asked = [5n, older + 7n, older + 8n].flatMap((nonce) => (['bid', 'ask'] as const).map((kind) => ({ account, kind, nonce })))

let database: TestDatabase
let db: TestDb
let matcher: TestDb
let earlyPlans: string
beforeAll(async () => {
  database = await createTestDatabase()
  // Use `keepsPlans`, as the API's order intake and the matcher do: then Postgres caches one plan for any values, and that plan uses indexes.
  db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {}, keepsPlans: true })
  matcher = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {}, keepsPlans: true })
  // Make the query plans now, while the tables are empty. Connections cache plans, and in a real deployment most plans are made while there are few orders.
  earlyPlans = await plansOf(db, (q) => Promise.all([listUsedNonces(q, { nonces: asked }), nextNonces(q, { account })]))
  // Insert settled bids and cancelled asks without the nonce column, as an earlier release wrote them.
  await matcher.query(
    `insert into book_orders (order_hash, kind, account, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
     select kind || ' ' || n, kind, $1, 1, 1, json_build_object('nonce', n::text, 'rest', repeat('x', 900)), '0x', state, 1, n, n, 1
     from generate_series(0, $2::bigint - 1) n, (values ('bid', 'settled'), ('ask', 'cancelled')) as of (kind, state)`,
    [account, older],
  )
  // Insert two orders with the nonce column. The query must find their nonces there, not in the JSON.
  await insertBookOrders(matcher, [order(older + 7n), order(older + 9n)])
})
afterAll(async () => {
  await Promise.all([db.close(), matcher.close()])
  await database.drop()
})

describe('nonces of an account with many orders', () => {
  it('are in use by open, matched or settled orders, also of a release with the nonce only in the JSON', async () => {
    const used = await listUsedNonces(db, { nonces: asked })
    expect(used.map(({ kind, nonce, orderHashes }) => [kind, nonce, orderHashes])).toEqual([
      ['bid', 5n, ['bid 5']],
      ['bid', older + 7n, [`new ${older + 7n}`]],
    ])
  })

  it('are looked up without reading other rows', async () => {
    expect(await pagesReadBy(db, (q) => listUsedNonces(q, { nonces: asked }))).toBeLessThan(100)
  })

  it('are looked up in the same way by a plan made without rows', () => {
    expect(earlyPlans).toContain('book_orders_account_kind_nonce_idx')
    expect(earlyPlans).not.toContain('book_orders_by_account_idx')
  })

  it('continue after the highest of each kind, without reading other rows', async () => {
    expect(await nextNonces(db, { account })).toEqual({ bid: older + 10n, ask: older })
    expect(await pagesReadBy(db, (q) => nextNonces(q, { account }))).toBeLessThan(100)
  })
})

function order(nonce: bigint): BookOrderRow {
  return {
    orderHash: `new ${nonce}`,
    kind: 'bid',
    account,
    nonce,
    nodeId: null,
    classId: null,
    regionId: null,
    pricePerGpuSecond: 1n,
    gpus: 1,
    orderJson: '{"nonce":"1"}',
    signature: '0x',
    mandateJson: null,
    mandateSignature: null,
    state: 'open',
    code: null,
    holdId: null,
    expiry: 1n,
    createdSeq: nonce,
    createdAtMs: 1n,
  }
}
