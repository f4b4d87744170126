import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countAccountOrders, listAccountOrders, type OrderFilter, readTopicVersions } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'
import { pagesReadBy } from './pagesReadBy.ts'

const orders = 8_000
const account = '0xbusy'
const everyOpen = 500

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {} })
  const matcher = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {} })
  // The account has as many bids as asks. On each side, every 250th order is open.
  await matcher.query(
    `insert into book_orders (order_hash, kind, account, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
     select 'order ' || n, case n % 2 when 0 then 'bid' else 'ask' end, $1, 1, 1, format('{"nonce":"%s"}', n), repeat('x', 132),
       case when n % $3 = 0 then 'open' when n % $3 = 1 then 'matched' else 'settled' end, 1, n, n, 1 from generate_series(1, $2::int) n`,
    [account, orders, everyOpen],
  )
  await matcher.close()
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const pages = [
  ['of both sides', null, null],
  ['of one side', 'bid', null],
  ['of one side, further back', 'bid', BigInt(orders / 2)],
] as const

describe('open orders of an account with many orders, in a market without table statistics', () => {
  it.each(pages)('is listed %s, and of all the others few are read', async (_which, kind, beforeSeq) => {
    await expectFewPages({ account, kind, state: 'open', beforeSeq, limit: 7 })
  })
})

describe('changed orders of an account with many orders', () => {
  const version = async () => (await readTopicVersions(db, topics)).get(`account:${account}`)
  const topics = { orders: [], leases: [], holds: [], accounts: [account], nodes: [], notified: [], sessions: [], jobs: [] }
  const first = 'order 500'
  const changes = [
    ['the oldest leaves', `update book_orders set state = 'cancelled', updated_seq = 10001 where order_hash = '${first}'`],
    ['it comes back', `update book_orders set state = 'open', updated_seq = 10002 where order_hash = '${first}'`],
    ['it is filled in part', `update book_orders set updated_seq = 10003 where order_hash = '${first}'`],
    ['one is refused', insertOf({ state: 'rejected', seq: 10_004 })],
    ['one stands', insertOf({ state: 'open', seq: 10_005 })],
  ] as const

  it('are seen for any order, and few other rows are read', async () => {
    const owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
    try {
      for (const [what, change] of changes) {
        const before = await version()
        expect(await version()).toBe(before)
        await owner.query(change, [])
        expect(await version(), what).not.toBe(before)
      }
      await owner.query(`delete from book_orders where created_seq > ${orders}`, [])
    } finally {
      await owner.close()
    }
    expect(await pagesReadBy(db, (asked) => readTopicVersions(asked, topics))).toBeLessThan(150)
  })

  function insertOf({ state, seq }: { state: string; seq: number }): string {
    return `insert into book_orders (order_hash, kind, account, price_per_gpu_second, gpus, order_json, signature, state, expiry, created_seq, updated_seq, created_at_ms)
      select 'new ${seq}', kind, account, 1, 1, order_json, signature, '${state}', 1, ${seq}, ${seq}, 1 from book_orders where order_hash = '${first}'`
  }
})

describe.each(['open', 'past', 'all'] as const)('orders of an account of many that are: %s', (state) => {
  beforeAll(async () => {
    const owner = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
    await owner.query('analyze book_orders', [])
    await owner.close()
  })

  it.each(pages)('are listed newest first %s, and of all the others few are read', async (_which, kind, beforeSeq) => {
    await expectFewPages({ account, kind, state, beforeSeq, limit: 7 })
  })

  it.each([null, 'bid', 'ask'] as const)('are counted, on one side or both: %s, up to what is asked', async (kind) => {
    const count = (most: number) => countAccountOrders(db, { account, kind, state, most })
    expect(await count(orders)).toBe(seqs({ kind, state }).length)
    expect(await count(30)).toBe(Math.min(30, seqs({ kind, state }).length))
    expect(await pagesReadBy(db, (asked) => countAccountOrders(asked, { account, kind, state, most: 30 }))).toBeLessThan(80)
  })
})

async function expectFewPages(filter: OrderFilter): Promise<void> {
  expect((await listAccountOrders(db, filter)).map(({ createdSeq }) => createdSeq)).toEqual(expected(filter))
  expect(await pagesReadBy(db, (asked) => listAccountOrders(asked, filter))).toBeLessThan(80)
}

function expected({ beforeSeq, limit, ...filter }: OrderFilter): bigint[] {
  return seqs(filter)
    .filter((seq) => beforeSeq === null || seq < beforeSeq)
    .slice(0, limit)
}

/** Returns the expected `seq` numbers of the orders with this kind and state, newest first. */
function seqs({ kind, state }: Pick<OrderFilter, 'kind' | 'state'>): bigint[] {
  return Array.from({ length: orders }, (_, place) => orders - place)
    .filter((seq) => kind === null || (kind === 'bid') === (seq % 2 === 0))
    .filter((seq) => state === 'all' || (state === 'open') === seq % everyOpen < 2)
    .map(BigInt)
}
