import { expect, test } from 'vitest'
import { keyBeginning } from './ownKey.ts'

const [first, second] = [`0xabcdef12${'0'.repeat(32)}`, `0xabcdef34${'0'.repeat(32)}`] as const
const keys = [first, second].map((key) => ({ key, state: 'active' }))

test('finds a key by its first digits, in capitals too', () => {
  expect(keyBeginning('0xabcdef1', keys)).toBe(first)
  expect(keyBeginning('0xABCDEF3', keys)).toBe(second)
})

test('refuses digits of no key, and digits of two keys with both of them', () => {
  expect(() => keyBeginning('0x123456', keys)).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  expect(() => keyBeginning('0xabcdef', keys)).toThrow(
    expect.objectContaining({ code: 'api.ambiguous_name', detail: expect.stringContaining(second) }),
  )
})
