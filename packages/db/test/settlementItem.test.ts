import { type TestDb, openTestDb } from './openTestDb.ts'
import { canonicalJson, type CanonicalValue } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BookOrderRow, insertBookOrders, insertSettlements, type SettlementRow } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

const ask = { b: 'text with "quotes"', a: 1n }
const bid = { z: true, gpus: 3 }
const mandate = { until: 5n, node: '0x2' }

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  db = openTestDb({ url: database.urls.infinitio_matcher, max: 1, onError: () => {}, keepsPlans: true })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

describe('the worker’s settle item', () => {
  test.each([
    ['without a mandate', 1n, null, null],
    ['with a mandate', 2n, mandate, '0xcc'],
    ['with a mandate that lacks its signature', 3n, mandate, null],
  ])(
    '%s is the canonical JSON of its parts, with orders that come in the same transaction',
    async (_what, matchId, signedMandate, mandateSignature) => {
      const mandateJson = signedMandate === null ? null : canonicalJson(signedMandate)
      const match = matchOf(matchId, { gpus: 3, start: 1_700_000_000n, relayFee: 2n ** 90n })
      await db.transaction(async (tx) => {
        await Promise.all([
          insertBookOrders(tx, [
            orderRow(match.askHash, { order: ask, signature: '0xaa', mandateJson, mandateSignature }),
            orderRow(match.bidHash, { order: bid, signature: '0xbb' }),
          ]),
          insertSettlements(tx, [match]),
        ])
      })
      const parts = {
        ask,
        askSignature: '0xaa',
        bid,
        bidSignature: '0xbb',
        mandate: signedMandate === null ? null : { mandate: signedMandate, signature: mandateSignature },
        gpus: 3,
        relayFee: 2n ** 90n,
        start: 1_700_000_000n,
      }
      expect(await itemOf(matchId)).toBe(canonicalJson(parts))
    },
  )

  test('contains the signatures of an order’s last placement', async () => {
    const match = matchOf(4n, {})
    await insertBookOrders(db, [orderRow(match.askHash, { order: ask, signature: '0x1' }), orderRow(match.bidHash, { order: bid, signature: '0x2' })])
    await insertBookOrders(db, [orderRow(match.askHash, { order: ask, signature: '0x3', mandateJson: '{}', mandateSignature: '0x4' })])
    await insertSettlements(db, [match])
    expect(JSON.parse((await itemOf(4n)) ?? '')).toMatchObject({
      askSignature: '0x3',
      bidSignature: '0x2',
      mandate: { mandate: {}, signature: '0x4' },
    })
  })

  test.each(['askHash', 'bidHash'] as const)('is never made without both orders: %s is not stored', async (missing) => {
    const stored = { ...matchOf(4n, {}), matchId: 5n }
    await expect(insertSettlements(db, [{ ...stored, [missing]: 'nowhere' }])).rejects.toThrow(/null value in column "item"/)
    expect(await itemOf(5n)).toBeUndefined()
  })
})

async function itemOf(matchId: bigint): Promise<string | undefined> {
  const rows = await db.query<{ item: string }>('select item from settlements where match_id = $1', [matchId])
  return rows[0]?.item
}

function matchOf(matchId: bigint, change: Partial<SettlementRow>): SettlementRow {
  const hashes = { askHash: `ask ${matchId}`, bidHash: `bid ${matchId}` }
  return { matchId, ...hashes, nodeId: 'n', account: 'a', gpus: 1, amount: 5n, relayFee: 0n, start: 0n, createdAtMs: 1n, ...change }
}

type Signed = Pick<BookOrderRow, 'signature'> & Partial<Pick<BookOrderRow, 'mandateJson' | 'mandateSignature'>> & { order: CanonicalValue }

function orderRow(orderHash: string, { order, signature, mandateJson = null, mandateSignature = null }: Signed): BookOrderRow {
  const place = { nodeId: null, classId: null, regionId: null, pricePerGpuSecond: 1n, gpus: 1, expiry: 1n, createdSeq: 1n, createdAtMs: 1n }
  const signed = { orderJson: canonicalJson(order), signature, mandateJson, mandateSignature }
  return { ...place, ...signed, orderHash, kind: 'bid', account: 'a', nonce: 1n, state: 'matched', code: null, holdId: null }
}
