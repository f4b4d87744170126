import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CanonicalValue, canonicalJson } from '../index.ts'

/** Writes canonical JSON directly by its definition. The fast implementation is compared with this one. */
function plainly(value: CanonicalValue): string {
  if (typeof value === 'bigint') return JSON.stringify(String(value))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(plainly).join(',')}]`
  const entries = Object.entries(value as { readonly [key: string]: CanonicalValue }).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([name, field]) => `${JSON.stringify(name)}:${plainly(field)}`).join(',')}}`
}

/** A few field names, so that many objects have the same fields in different sequences. Some names must be escaped. */
const name = fc.constantFrom('a', 'b', 'aa', 'ab', 'kind', 'hash', '"', 'é', '\n', '1', '10', '__proto__')
const { value } = fc.letrec<{ value: CanonicalValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<CanonicalValue[]>(null, true, false),
    fc.integer(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
  ),
}))

describe('canonical JSON', () => {
  test('sorts keys, in any original sequence and after any earlier object', () => {
    fc.assert(
      fc.property(value, (one) => {
        expect(canonicalJson(one)).toBe(plainly(one))
      }),
      { numRuns: 3_000, seed: 6_102 },
    )
  })

  test('sorts the keys of maps by id at any size', () => {
    for (const size of [63, 64, 65, 1_000]) {
      const map = Object.fromEntries(Array.from({ length: size }, (_, at) => [`0x${((at * 7_919) % 99_991).toString(16)}`, at]))
      expect(canonicalJson(map)).toBe(plainly(map))
      expect(canonicalJson(map)).toBe(plainly(map))
    }
  })
})
