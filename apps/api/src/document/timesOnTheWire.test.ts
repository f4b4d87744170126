import { expect, test } from 'vitest'
import { endpoints } from '../app.ts'
import { openApiDocument } from '../openApiDocument.ts'
import type { JsonSchema } from './schemaOf.ts'

/** Fields whose names say that they are times, but which are not Unix seconds, each with the reason. */
const otherTimes: Readonly<Record<string, string>> = {
  'SessionNonce.issuedAt': 'ISO 8601: a part of the signed text of a sign-in (ERC-4361)',
  'SessionNonce.expirationTime': 'ISO 8601: a part of the signed text of a sign-in (ERC-4361)',
  'JournalRow.atMs': 'a part of the hashed row of the journal',
  'Market.atMs': 'deprecated: `at`',
  'MarketDetail.atMs': 'deprecated: `at`',
  'AskDemand.atMs': 'deprecated: `at`',
  'ClassDemand.atMs': 'deprecated: `at`',
  'FillChance.atMs': 'deprecated: `at`',
  'OrderPlaces.atMs': 'deprecated: `at`',
  'TemplatePin.fetchedAt': 'deprecated: `pinnedAt`',
  'Move.failedAt': 'deprecated: `failedState`',
  'Lease.now': 'the holder and the amounts of the present, no time',
}

/** Durations that are not whole or broken seconds, each with the reason. */
const otherDurations: Readonly<Record<string, string>> = {
  'CheckQuality.firstMs': 'from signed reports of validators',
  'CheckReport.firstMs': 'a part of the signed report of a validator',
  'CheckReport.wholeMs': 'a part of the signed report of a validator',
  'CheckSlot.firstMs': 'from signed reports of validators',
  'CheckSlot.wholeMs': 'from signed reports of validators',
  'MeshLink.rttMs': 'a part of the signed statement of a machine',
  'NodeProbes.rttMs': 'from signed reports of validators',
  'WebhookAttempt.tookMs': 'an answer takes less than seconds',
}

const isTime = (name: string) => /(At|Until|Since|Time)$|^(at|atMs|until|since|now|timestamp)$/.test(name)
const amounts = new Set(['inTime', 'daysInTime'])

const { paths, components } = openApiDocument(endpoints, { publicUrl: 'http://localhost:3000' }) as {
  paths: Readonly<Record<string, object>>
  components: { schemas: Readonly<Record<string, JsonSchema>> }
}
const fields = [...Object.entries(components.schemas), ...Object.entries(paths)].flatMap(([name, schema]) => fieldsOf(name, schema))

test('names each time after a moment and writes it in Unix seconds, except in these fields', () => {
  const others = fields.filter(({ name, schema }) => isTime(name) && !amounts.has(name) && (name === 'atMs' || !isInteger(schema)))
  expect(namesOf(others)).toEqual(Object.keys(otherTimes).toSorted())
})

test('has no other field with a date as text', () => {
  const dated = fields.filter(({ schema }) => partsOf(schema).some(({ format }) => format === 'date-time' || format === 'date'))
  expect(namesOf(dated)).toEqual(['TemplatePin.fetchedAt'])
})

test('ends the name of each duration in its unit, which is the second except in these fields', () => {
  expect(namesOf(fields.filter(({ name }) => /Ms$/.test(name) && name !== 'atMs'))).toEqual(Object.keys(otherDurations).toSorted())
  // These two take a text with its unit, such as `2h`.
  expect(namesOf(fields.filter(({ name }) => /(Millis|Mins|Duration|duration)$/.test(name)))).toEqual(['ExtendLease.duration', 'RentWish.duration'])
})

type Field = { readonly path: string; readonly name: string; readonly schema: JsonSchema }

/** Returns the fields of a schema and of the schemas in it, with the name of the outer one. */
function fieldsOf(path: string, value: unknown): Field[] {
  if (Array.isArray(value)) return value.flatMap((inner) => fieldsOf(path, inner))
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, ...others } = value as { properties?: Readonly<Record<string, JsonSchema>> }
  const own = Object.entries(properties).map(([name, schema]) => ({ path: `${path}.${name}`, name, schema }))
  const inner = [...Object.values(properties), ...Object.entries(others).flatMap(([key, part]) => (/^examples?$/.test(key) ? [] : [part]))]
  return [...own, ...inner.flatMap((part) => fieldsOf(path, part))]
}

function partsOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...((schema['anyOf'] ?? []) as readonly JsonSchema[])]
}

function isInteger(schema: JsonSchema): boolean {
  const types = partsOf(schema).flatMap(({ type }) => (type === undefined ? [] : [type].flat()))
  return types.includes('integer') && types.every((type) => type === 'integer' || type === 'null')
}

function namesOf(found: readonly Field[]): string[] {
  return [...new Set(found.map(({ path }) => path))].toSorted()
}
