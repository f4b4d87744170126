import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isDevelopmentKey as inProcess, makeDevelopmentKey, wellKnownKeys } from '../../../process/src/keys/developmentKey.ts'
import { isDevelopmentKey } from './match.ts'

test('agrees with the processes of a market on every key', () => {
  const others = Array.from({ length: 5 }, () => `0x${randomBytes(32).toString('hex')}` as const)
  for (const key of [...(wellKnownKeys as `0x${string}`[]), makeDevelopmentKey(), makeDevelopmentKey(), ...others])
    expect([key, isDevelopmentKey(key)]).toEqual([key, inProcess(key)])
  expect(isDevelopmentKey(makeDevelopmentKey())).toBe(true)
})
