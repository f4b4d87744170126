import { assert } from '../assert.ts'

/** A value that has exactly one canonical text. Whole numbers only; bigints become decimal strings. */
export type CanonicalValue = null | boolean | number | bigint | string | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue }

/**
 * Writes a value as canonical JSON: keys sorted by UTF-16 code unit, no white space, bigints as decimal strings. Asserts that numbers
 * are whole and below 2^53 and that nothing is undefined, so that equal values always give equal bytes.
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
  let text = ''
  for (const key of sortedKeys(value)) {
    const pair = `${quoted(key)}:${canonicalJson(value[key] as CanonicalValue)}`
    text = text === '' ? pair : `${text},${pair}`
  }
  return `{${text}}`
}

/** Most texts are hashes, numbers and names of fields, which need no escape. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

function quoted(text: string): string {
  return plain.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** What was read from canonical JSON is sorted already. */
function sortedKeys(value: { readonly [key: string]: CanonicalValue }): string[] {
  const keys = Object.keys(value)
  for (let place = 1; place < keys.length; place += 1) {
    if ((keys[place - 1] as string) > (keys[place] as string)) return keys.sort()
  }
  return keys
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}
