import { assert } from '../assert.ts'

/** A value that has exactly one canonical text. Whole numbers only; bigints become decimal strings. */
export type CanonicalValue = null | boolean | number | bigint | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue }

/**
 * Writes a value as canonical JSON: keys sorted by UTF-16 code unit, no white space, bigints as decimal strings. Asserts that numbers
 * are whole and below 2^53 and that nothing is undefined, so that equal values always give equal bytes.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `"${value}"`
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), 'a number in canonical JSON is whole and below 2^53')
    return String(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  assert(typeof value === 'object', 'canonical JSON has no undefined')
  const pairs = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as CanonicalValue)}`)
  return `{${pairs.join(',')}}`
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
