import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listingQueryWire } from '../wire/listings.ts'
import { savedQueryWire } from '../wire/account/savedSearches.ts'
import { canonicalQuery, filtersOfQuery } from './savedFilters.ts'
import { type SearchField, searchFields, searchFieldTexts } from './searchFields.ts'
import { addressOfFilters, countFilters, openFilters, queryOfFilters, readFilters, searchFieldRows, type SearchFilters } from './searchFilters.ts'

const seed = Number(process.env.SEED ?? 20_261)
const property = { seed, numRuns: 300 }

function valuesOf(field: SearchField): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
      return fc.constantFrom('', 'oslo', 'größe, & 100 % =', 'a'.repeat(field.most))
    case 'ids':
      return fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { maxLength: 5 })
    case 'names':
      return fc.subarray([...field.names])
    case 'whole':
      return fc.oneof(fc.constant(field.usual ?? null), fc.integer({ min: Math.max(1, field.least), max: field.most }))
    case 'price':
      return fc.constantFrom('', '0', '2.5', '1002.5', '0.000000000000000001')
    case 'countries':
      return fc.subarray(['DE', 'FR', 'NO', 'US'])
    case 'cities':
      return fc.subarray(['Berlin', 'Frankfurt am Main', 'Genève', '東京'])
    case 'flag':
      return fc.boolean()
    case 'run':
      return fc.constantFrom('', 'llama-3.3-70b_8bit', 'comfyui')
  }
}

const filters = fc.record(
  Object.fromEntries(searchFieldRows.map(([name, field]) => [name, valuesOf(field)])),
) as unknown as fc.Arbitrary<SearchFilters>
const read = (address: string) => {
  const params = new URLSearchParams(address)
  return readFilters(({ key }) => params.get(key))
}

test(`reads every search back from its URL (seed ${seed})`, () => {
  fc.assert(
    fc.property(filters, (said) => {
      expect(read(new URLSearchParams(addressOfFilters(said)).toString())).toEqual(said)
    }),
    property,
  )
})

test(`parses the query of every search, and the same search from a saved query (seed ${seed})`, () => {
  fc.assert(
    fc.property(filters, (said) => {
      const query = queryOfFilters(said)
      const { hours, ...parsed } = listingQueryWire.parse(query)
      expect(hours).toBe(said.hours)
      expect(Object.keys(parsed).length).toBe(Object.keys(query).length - 1)
      const { startHour: _startHour, ...saved } = query
      expect(filtersOfQuery(canonicalQuery(savedQueryWire.parse(saved)))).toEqual(inOrder({ ...said, startHour: null }))
    }),
    property,
  )
})

/** Sorts the ids in a search by number, because the API returns them in this order. */
function inOrder(said: SearchFilters): SearchFilters {
  const sorted = searchFieldRows.flatMap(([name, { kind }]) => (kind === 'ids' ? [[name, [...(said[name] as number[])].sort((a, b) => a - b)]] : []))
  return { ...said, ...Object.fromEntries(sorted) }
}

test(`ignores a text that no page writes, or reads it as a page would write it (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...searchFieldRows), (text, [, { key }]) => {
      const said = readFilters((field) => (field.key === key ? text : null))
      expect(read(new URLSearchParams(addressOfFilters(said)).toString())).toEqual(said)
      expect(() => listingQueryWire.omit({ q: true, run: true }).parse(withoutWords(queryOfFilters(said)))).not.toThrow()
    }),
    property,
  )
})

function withoutWords({ q: _q, run: _run, ...query }: ReturnType<typeof queryOfFilters>) {
  return query
}

test('clears all filters but start and span, and then counts none', () => {
  const said = read('text=oslo&class=1,4&vram=48&hours=8&start=500000&max=2.5&isolation=kata&images=only&simulated=hide&run=sdxl')
  expect(countFilters(said)).toBe(9)
  expect(addressOfFilters(openFilters(said))).toEqual([
    ['hours', '8'],
    ['start', '500000'],
  ])
  expect(countFilters(openFilters(said))).toBe(0)
})

test('writes a flag as the machines that it leaves out, in URLs and in the API', () => {
  const said = read('images=only&simulated=hide')
  expect(addressOfFilters(said)).toEqual([
    ['images', 'only'],
    ['simulated', 'hide'],
  ])
  expect(queryOfFilters(said)).toEqual({ hours: 24, images: 'true', includeSimulated: 'false' })
  expect(filtersOfQuery({ images: 'true', includeSimulated: 'true' })).toMatchObject({ images: true, hideSimulated: false })
  expect(read('images=hide&simulated=only')).toMatchObject({ images: false, hideSimulated: false })
})

test('uses each name of a field in URLs, in the API and in the command only once', () => {
  const rows: readonly SearchField[] = Object.values(searchFields)
  const flags = Object.values(searchFieldTexts).flatMap(({ flag }) => flag?.match(/--[a-z-]+/g) ?? [])
  for (const names of [rows.map(({ key }) => key), rows.map(({ query }) => query), flags]) expect(new Set(names).size).toBe(names.length)
})
