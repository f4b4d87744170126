import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { orderRelayFee, pieceRelayFee } from '../index.ts'

describe('the relay fee of an order', () => {
  test('pays for every piece that the order allows, within the limit for all pieces', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 16 })
    fc.assert(
      fc.property(pieces, fc.bigInt(0n, 10n ** 18n), (sizes, relayFee) => {
        const gpus = sizes.reduce((sum, size) => sum + size, 0)
        const maxRelayFee = orderRelayFee({ relayFee, gpus, minGpusPerNode: Math.min(...sizes) })
        const fees = sizes.map((size) => pieceRelayFee({ maxRelayFee, gpus }, size) as bigint)
        for (const fee of fees) expect(fee >= relayFee).toBe(true)
        expect(fees.reduce((sum, fee) => sum + fee, 0n) <= maxRelayFee).toBe(true)
      }),
      { seed: 31, numRuns: 500 },
    )
  })

  test('is one fee when the order stays on one machine', () => {
    expect(orderRelayFee({ relayFee: 7n, gpus: 8, minGpusPerNode: 8 })).toBe(7n)
    expect(orderRelayFee({ relayFee: 7n, gpus: 8, minGpusPerNode: 3 })).toBe(19n)
    expect(orderRelayFee({ relayFee: 7n, gpus: 8, minGpusPerNode: 0 })).toBe(56n)
  })
})
