import { describe, expect, it } from 'vitest'
import { matchesCode } from './matchesCode.ts'

const constructorCode = '6080604052'.repeat(3)
const before = '60aabbccdd'.repeat(8)
const after = '5b5b6001'.repeat(10)
const zeros = '00'.repeat(32)
const stored = (word: string) => `0x${before}7f${word}${after}` as const
const creation = `0x${constructorCode}${before}7f${zeros}${after}` as const

describe('matchesCode', () => {
  it('accepts the stored code of a creation, with any immutable value', () => {
    expect(matchesCode(creation, stored(zeros))).toBe(true)
    expect(matchesCode(creation, stored('ab'.repeat(32)))).toBe(true)
    expect(matchesCode(creation, stored(`${'00'.repeat(12)}${'cd'.repeat(20)}`))).toBe(true)
  })

  it('refuses code with one other byte, a missing end, a longer end and no code', () => {
    const [code, end] = [stored('ab'.repeat(32)), stored(zeros).length]
    expect(matchesCode(creation, `${code.slice(0, 8)}ff${code.slice(10)}` as `0x${string}`)).toBe(false)
    expect(matchesCode(creation, `${code.slice(0, end - 2)}ff` as `0x${string}`)).toBe(false)
    expect(matchesCode(creation, `${code}5b` as `0x${string}`)).toBe(false)
    expect(matchesCode(creation, '0x')).toBe(false)
  })

  it('refuses another value in zeros of plain code', () => {
    const plain = `0x${constructorCode}${before}60${zeros}${after}` as const
    expect(matchesCode(plain, `0x${before}60${'ab'.repeat(32)}${after}`)).toBe(false)
  })
})
