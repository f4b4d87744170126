import { expect, test } from 'vitest'
import { schemaFields, schemaText, schemaVariants } from '#web/features/docs/api/schemaFields.ts'

test.each([
  [{ type: 'string', maxLength: 60 }, 'string, at most 60 characters'],
  [{ type: 'string', pattern: '^0x[0-9a-f]{64}$' }, 'string, ^0x[0-9a-f]{64}$'],
  [{ type: 'integer', minimum: 0, maximum: 65_535 }, 'integer 0 to 65,535'],
  [{ type: 'integer' }, 'integer'],
  [{ type: 'string', enum: ['bid', 'ask'] }, 'one of bid, ask'],
  [{ type: 'array', maxItems: 100, items: { $ref: '#/components/schemas/Bid' } }, 'list of Bid, at most 100'],
  [{ anyOf: [{ $ref: '#/components/schemas/Ask' }, { type: 'null' }] }, 'Ask or null'],
  [{ type: ['string', 'null'] }, 'string or null'],
  [{}, 'any'],
])('says what %j allows', (schema, text) => {
  expect(schemaText(schema).text).toBe(text)
})

test('keeps alternatives apart, and names those that have a schema', () => {
  const placed = { type: 'object', properties: { step: { const: 'placed' }, orderHash: { type: 'string' } }, required: ['step', 'orderHash'] }
  const schema = { oneOf: [{ $ref: '#/components/schemas/RentDraft' }, placed, { type: 'null' }] }
  expect(schemaVariants(schema).map(({ title, refers, fields }) => [title, refers, fields.map(({ name }) => name)])).toEqual([
    [null, 'RentDraft', []],
    ['step: “placed”', null, ['step', 'orderHash']],
  ])
  expect(schemaVariants(placed)).toMatchObject([{ title: null, refers: null, fields: [{ name: 'step' }, { name: 'orderHash' }] }])
})

test('names the fields of objects in objects and lists, of each alternative', () => {
  const inner = { type: 'object', properties: { city: { type: 'string', description: 'Where.' } }, required: ['city'] }
  const schema = { oneOf: [{ properties: { place: inner }, required: ['place'] }, { properties: { rows: { type: 'array', items: inner } } }] }
  expect(schemaFields(schema).map(({ name, required, description }) => [name, required, description])).toEqual([
    ['place', true, ''],
    ['place.city', true, 'Where.'],
    ['rows', false, ''],
    ['rows[].city', true, 'Where.'],
  ])
})
