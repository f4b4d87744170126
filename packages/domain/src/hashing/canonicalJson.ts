import { assert } from '../assertNever.ts'

/** A value that has exactly one canonical text. Whole numbers only; bigints become decimal strings. */
export type CanonicalValue = null | boolean | number | bigint | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue }

/**
 * One field of an object, prepared for canonical JSON. `label` is the quoted name with a colon. The label of every field except the first begins with a comma.
 */
type Field = { readonly name: string; readonly label: string }
/** The shape of an object: its field names in the sequence of the object (`came`), and its fields in sorted sequence. */
type Shape = { readonly came: readonly string[]; readonly fields: readonly Field[] }

/**
 * An object with more fields than this counts as a map with ids as field names. Its shape is not cached, because other such objects rarely have the same
 * fields.
 */
const mostFields = 64
const shapePlaces = 128

/** Matches texts in which no character must be escaped. It matches most texts, because they are hashes, numbers and field names. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

/**
 * The cache of object shapes. Each shape is at the index that `placeOf` returns. Messages of one kind often follow each other, and sorting field names takes
 * longer than writing them.
 */
const lastShapes: (Shape | undefined)[] = new Array(shapePlaces).fill(undefined)

/**
 * Returns a value as canonical JSON: keys sorted by UTF-16 code unit, no white space, bigints as decimal strings. Equal values always give equal bytes. Asserts
 * that numbers are whole and between −2^53 and 2^53, and that no value is undefined.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), 'a number in canonical JSON is whole and below 2^53')
    return String(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  assert(typeof value === 'object', 'canonical JSON has no undefined')
  let text = '{'
  for (const { name, label } of fieldsOf(value)) {
    text += label
    text += canonicalJson(value[name] as CanonicalValue)
  }
  return `${text}}`
}

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Returns the fields of an object, sorted by name. */
function fieldsOf(value: object): readonly Field[] {
  const names = Object.keys(value)
  if (names.length === 0 || names.length > mostFields) return sortedFields(names)
  const place = placeOf(names)
  const last = lastShapes[place]
  if (last !== undefined && areSame(last.came, names)) return last.fields
  const fields = sortedFields(names)
  lastShapes[place] = { came: names, fields }
  return fields
}

function sortedFields(names: readonly string[]): Field[] {
  return names.toSorted().map((name, place) => ({ name, label: `${place === 0 ? '' : ','}${quoted(name)}:` }))
}

/** Returns the cache index of a shape. Shapes with the same index replace each other in the cache. That costs time but never changes a result. */
function placeOf(names: readonly string[]): number {
  const [first, last] = [names[0] as string, names[names.length - 1] as string]
  return (names.length * 31 + first.length * 7 + last.length) % shapePlaces
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  if (some.length !== others.length) return false
  for (let place = 0; place < some.length; place += 1) if (some[place] !== others[place]) return false
  return true
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
