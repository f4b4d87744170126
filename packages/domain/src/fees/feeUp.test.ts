import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bps, feeUp, pTokenUnits } from '../index.ts'

const vectors = JSON.parse(readFileSync(new URL('../../vectors/fees.json', import.meta.url), 'utf8')) as {
  amount: string
  feeBps: string
  fee: string
}[]

describe('feeUp', () => {
  test('equals the vectors that the contract also meets', () => {
    for (const { amount, feeBps, fee } of vectors)
      expect(feeUp({ amount: pTokenUnits(BigInt(amount)), feeBps: bps(BigInt(feeBps)) })).toBe(BigInt(fee))
  })

  test('costs the same on the cumulative amount, however often it is charged', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 2n ** 90n), { minLength: 1, maxLength: 40 }), fc.constantFrom(1n, 25n, 100n), (parts, rate) => {
        let paid = 0n
        let charged = 0n
        for (const part of parts) {
          paid += part
          charged += feeUp({ amount: pTokenUnits(paid), feeBps: bps(rate) }) - charged
        }
        const whole = parts.reduce((sum, part) => sum + part, 0n)
        expect(charged).toBe(feeUp({ amount: pTokenUnits(whole), feeBps: bps(rate) }))
      }),
      { numRuns: 500, seed: 3_101 },
    )
  })

  test('never exceeds its amount and is at least its exact share', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 128n), fc.bigInt(0n, 10_000n), (amount, rate) => {
        const fee = feeUp({ amount: pTokenUnits(amount), feeBps: bps(rate) })
        expect(fee <= amount && fee * 10_000n >= amount * rate && (fee - 1n) * 10_000n < amount * rate + 1n).toBe(true)
      }),
      { numRuns: 500, seed: 3_102 },
    )
  })
})
