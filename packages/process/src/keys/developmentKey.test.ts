import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isDevelopmentKey, makeDevelopmentKey } from './developmentKey.ts'
import { wellKnownKeys } from './wellKnownKeys.ts'

describe('development keys', () => {
  it('are told from every other key by their bytes alone', () => {
    for (let made = 0; made < 100; made += 1) expect(isDevelopmentKey(makeDevelopmentKey())).toBe(true)
    for (let other = 0; other < 100; other += 1) expect(isDevelopmentKey(`0x${randomBytes(32).toString('hex')}`)).toBe(false)
  })

  it('are never made twice', () => {
    const made = Array.from({ length: 100 }, makeDevelopmentKey)
    expect(new Set(made).size).toBe(100)
  })

  it('are also the twenty that anvil and hardhat give everybody, in any case of letters', () => {
    expect(wellKnownKeys).toHaveLength(20)
    for (const key of wellKnownKeys) {
      expect(isDevelopmentKey(key)).toBe(true)
      expect(isDevelopmentKey(`0x${key.slice(2).toUpperCase()}`)).toBe(true)
    }
  })
})
