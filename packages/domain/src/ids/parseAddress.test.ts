import fc from 'fast-check'
import { getAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { address, isAddress, parseAddress } from '../index.ts'

const anyAddress = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 }).map((digits) => `0x${digits}`)

describe('parseAddress', () => {
  test('accepts lower case, upper case and a correct checksum, and returns lower case', () => {
    fc.assert(
      fc.property(anyAddress, (text) => {
        expect(parseAddress(text)).toBe(text)
        expect(parseAddress(`0x${text.slice(2).toUpperCase()}`)).toBe(text)
        expect(parseAddress(getAddress(text as `0x${string}`))).toBe(text)
      }),
      { numRuns: 300, seed: 7_101 },
    )
  })

  test.each([
    '',
    '0x',
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae',
    `0x${'g'.repeat(40)}`,
  ])('rejects "%s"', (text) => {
    expect(parseAddress(text)).toBeNull()
  })

  test('accepts only lower case as an Address', () => {
    expect(isAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe(false)
    expect(() => address('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toThrow('lower-case')
  })
})
