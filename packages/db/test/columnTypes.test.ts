import { type TestDb, openTestDb } from './openTestDb.ts'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ColumnType } from '../src/client/columns.ts'
import { findHold, type HoldRow, insertHolds } from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  db = openTestDb({ url: database.ownerUrl, max: 1, onError: () => {} })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

test('reads amounts of 2^255 as the same bigint', async () => {
  const amount = 2n ** 255n
  const ids = { holdId: 'hold', account: 'rich', nodeId: null, askHash: 'ask', code: null }
  const hold: HoldRow = {
    ...ids,
    gpus: 1,
    durationSeconds: 2n ** 63n - 1n,
    funded: true,
    pricePerGpuSecond: amount - 1n,
    amount,
    state: 'held',
    expiresAtMs: 1n,
    createdAtMs: 1n,
  }
  await insertHolds(db, [hold])
  const found = await findHold(db, { holdId: 'hold' })
  expect(found).toEqual(hold)
  expect((found?.amount ?? 0n) - (found?.pricePerGpuSecond ?? 0n)).toBe(1n)
})

/** For each type of column, an SQL expression and the value that the client must return for it. */
const examples: Record<ColumnType, [string, unknown]> = {
  bool: ['true', true],
  bytea: ["'\\x0102'::bytea", Buffer.from([1, 2])],
  float8: ['1.5::float8', 1.5],
  int2: ['2::int2', 2],
  int4: ['3::int4', 3],
  int8: ['9223372036854775807', 2n ** 63n - 1n],
  json: [`'{"a": [1]}'::json`, { a: [1] }],
  jsonb: [`'{"a": [1]}'::jsonb`, { a: [1] }],
  name: ["'a'::name", 'a'],
  numeric: [`${2n ** 255n}::numeric(78,0)`, 2n ** 255n],
  text: ["'a'::text", 'a'],
  timestamptz: ["'2026-01-02T03:04:05Z'::timestamptz", new Date('2026-01-02T03:04:05Z')],
  uuid: ["'3fa85f64-5717-4562-b3fc-2c963f66afa6'::uuid", '3fa85f64-5717-4562-b3fc-2c963f66afa6'],
  varchar: ["'a'::varchar", 'a'],
  'int4[]': ['array[1, 2]', [1, 2]],
  'text[]': ["array['a', 'b']", ['a', 'b']],
  'uuid[]': ["array['3fa85f64-5717-4562-b3fc-2c963f66afa6'::uuid]", ['3fa85f64-5717-4562-b3fc-2c963f66afa6']],
}

test.each(Object.entries(examples))('%s is read as its type says', async (_type, [expression, value]) => {
  const [row] = await db.query(`select ${expression} as value`, [])
  expect(row).toEqual({ value })
})

test('rejects a numeric with a fraction instead of rounding it', async () => {
  await expect(db.query('select 0.5 as value', [])).rejects.toThrow(SyntaxError)
})

test('installs no decimal library except in the client of npm run admin and in what formats messages of pages', () => {
  const lockfile = readFileSync(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8')
  const users = lockfile
    .split(/^ {2}(?=\S)/m)
    .filter((block) => /^ {6,}'?(decimal\.js(-light)?|big\.js|bignumber\.js|@prisma\/client)'?:/m.test(block))
  expect(users.map((block) => block.split('\n')[0])).toEqual(['packages/db:', expect.stringMatching(/^'@formatjs\/ecma402-abstract@/)])
})
