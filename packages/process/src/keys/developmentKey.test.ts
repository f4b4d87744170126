import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isDevelopmentKey, makeDevelopmentKey, wellKnownKeys } from './developmentKey.ts'

describe('development keys', () => {
  it('are recognised by their bytes, unlike every other key', () => {
    for (let made = 0; made < 100; made += 1) expect(isDevelopmentKey(makeDevelopmentKey())).toBe(true)
    for (let other = 0; other < 100; other += 1) expect(isDevelopmentKey(`0x${randomBytes(32).toString('hex')}`)).toBe(false)
  })

  it('are always new', () => {
    const made = Array.from({ length: 100 }, makeDevelopmentKey)
    expect(new Set(made).size).toBe(100)
  })

  it('include the twenty public keys of anvil and hardhat, in any letter case', () => {
    expect(wellKnownKeys).toHaveLength(20)
    for (const key of wellKnownKeys) {
      expect(isDevelopmentKey(key)).toBe(true)
      expect(isDevelopmentKey(`0x${key.slice(2).toUpperCase()}`)).toBe(true)
    }
  })
})
