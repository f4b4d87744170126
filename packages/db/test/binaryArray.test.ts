import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bigintArray, textArray } from '../src/client/binaryArray.ts'
import { createTestDatabase, type TestDatabase } from './createTestDatabase.ts'

let database: TestDatabase
let db: TestDb
beforeAll(async () => {
  database = await createTestDatabase()
  db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {} })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const read = async (type: string, value: Buffer) =>
  (await db.query<{ each: unknown }>(`select each from unnest($1::${type}[]) with ordinality as t (each, place) order by place`, [value])).map(
    ({ each }) => each,
  )

describe('an array in binary format', () => {
  it.each([
    ['of nothing', []],
    ['of a null', [null]],
    ['of texts that text form must escape', ['', '{}', 'NULL', '"', '\\', 'a,b', '{"a":"\\"x\\""}', ' ']],
    ['of texts beyond ASCII, and nulls between', ['ä€😀', null, '\n\t\r', 'x'.repeat(100_000), null]],
  ])('returns text unchanged: %s', async (_what, values) => {
    expect(await read('text', textArray(values))).toEqual(values)
  })

  it.each([
    ['of nothing', []],
    ['from end to end', [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n), null, 2n ** 40n]],
  ])('returns bigints unchanged: %s', async (_what, values) => {
    expect(await read('bigint', bigintArray(values))).toEqual(values)
  })

  it('accepts numbers for bigints, and rejects a number that does not fit', async () => {
    expect(await read('bigint', bigintArray([1, 2]))).toEqual([1n, 2n])
    expect(() => bigintArray([2n ** 63n])).toThrow(RangeError)
  })
})
