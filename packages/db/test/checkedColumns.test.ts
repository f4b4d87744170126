import { type TestDb, openTestDb } from './openTestDb.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonOf, oneOf, rowOf } from '../src/client/columns.ts'
import { statement, statementFor } from '../src/client/statement.ts'
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

const colour = statement(rowOf({ colour: oneOf('text?', ['red', 'green']) }), 'select $1::text as colour')

test('returns a word of the list and null, and rejects another word', async () => {
  expect(await colour.only(db, ['red'])).toEqual({ colour: 'red' })
  expect(await colour.only(db, [null])).toEqual({ colour: null })
  await expect(colour.only(db, ['blue'])).rejects.toThrow('the column colour holds a value that is not expected there')
})

const isList = (value: unknown): value is number[] => Array.isArray(value) && value.every((item) => typeof item === 'number')
const numbers = statement(rowOf({ numbers: jsonOf('jsonb?', isList) }), 'select $1::jsonb as numbers')

test('returns JSON of the right shape and null, and rejects another shape', async () => {
  expect(await numbers.only(db, ['[1, 2]'])).toEqual({ numbers: [1, 2] })
  expect(await numbers.only(db, [null])).toEqual({ numbers: null })
  await expect(numbers.only(db, ['{"a": 1}'])).rejects.toThrow('the column numbers holds a value that is not expected there')
})

const counted = statementFor(
  rowOf({ n: 'int4' }),
  (newestFirst: boolean) => `select n from generate_series(1, $1::int4) n order by n ${newestFirst ? 'desc' : 'asc'}`,
  [[true], [false]],
)

test('builds a text from its arguments', async () => {
  expect(await counted(true).rows(db, [2])).toEqual([{ n: 2 }, { n: 1 }])
  expect(await counted(false).first(db, [2])).toEqual({ n: 1 })
  expect(await counted(false).first(db, [0])).toBeNull()
  await expect(counted(false).only(db, [0])).rejects.toThrow('the statement returned no row')
})
