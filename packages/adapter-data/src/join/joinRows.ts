import { AdapterError } from '@infinitio/tasks/adapter'
import { readRows } from '../rows/rowText.ts'

/** A combine query that only puts the rows of all chunks together. A program without DuckDB, such as a page, can do this. */
export const plainCombine = 'select * from parts'

/** Returns true for a combine query that has the same result as `plainCombine`. */
export function isPlainCombine(sql: string): boolean {
  return /^\s*select\s+\*\s+from\s+parts\s*;?\s*$/i.test(sql)
}

/**
 * Returns the result of a job with a plain combine query: the rows of all outputs, sorted by their bytes, as DuckDB's run of that query gives them. Throws an
 * AdapterError for outputs that no run gives, and for outputs with different columns.
 */
export function joinRows(outputs: readonly Uint8Array[]): Uint8Array {
  const texts = outputs.map((output) => {
    readRows(output)
    const [head = '', ...lines] = new TextDecoder().decode(output).split('\n')
    return { head, lines: lines.slice(0, -1) }
  })
  const head = texts[0]?.head
  if (head === undefined) throw new AdapterError('adapterFault', 'There are no outputs to join.')
  if (texts.some((text) => text.head !== head)) throw new AdapterError('adapterFault', 'The outputs of two chunks have other columns.')
  const encoder = new TextEncoder()
  const rows = texts.flatMap(({ lines }) => lines.map((line) => encoder.encode(`${line}\n`))).sort(byBytes)
  return joined([encoder.encode(`${head}\n`), ...rows])
}

function byBytes(one: Uint8Array, other: Uint8Array): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
