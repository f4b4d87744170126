import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { columnType, modelsOf, tablesText } from '../scripts/tablesText.ts'

test('has the types of the Prisma schema; after a change, run node packages/db/scripts/writeTables.ts', () => {
  expect(readFileSync(new URL('../src/generated/tables.ts', import.meta.url), 'utf8')).toBe(tablesText())
})

test('converts a line of a model to a column, but not a relation', () => {
  expect(columnType('  price Decimal? @db.Decimal(78, 0)')).toEqual({ name: 'price', type: 'numeric?' })
  expect(columnType('  hashes           String[]')).toEqual({ name: 'hashes', type: 'text[]' })
  expect(columnType('  run_id    String   @db.Uuid')).toEqual({ name: 'run_id', type: 'uuid' })
  expect(columnType('  mail mail_addresses @relation(fields: [mail_id], references: [mail_id])')).toBeNull()
  expect(columnType('  @@index([at])')).toBeNull()
  expect(() => columnType('  price Decimal @db.Money')).toThrow('does not know how to read: price Decimal @db.Money')
})

test('reads every model of a file', () => {
  expect(modelsOf('model a {\n  id Int @id\n}\n\n/// A note.\nmodel b {\n  id Int @id\n}\n').map(({ name }) => name)).toEqual(['a', 'b'])
})
