import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstFees, raisedFees } from './fees.ts'

const gwei = 1_000_000_000n
const fee = fc.bigInt({ min: 0n, max: 10_000n * gwei })
const fees = fc.tuple(fee, fee).map(([one, other]) => ({ maxFeePerGas: one > other ? one : other, maxPriorityFeePerGas: one > other ? other : one }))

describe('fees of a transaction', () => {
  it('limits the fee to the cap, and the tip to the fee', () => {
    fc.assert(
      fc.property(fees, fees, fee, (paid, advised, cap) => {
        for (const one of [firstFees({ advised, cap }), raisedFees({ paid, advised, cap })]) {
          if (one === null) continue
          expect(one.maxFeePerGas).toBeLessThanOrEqual(cap)
          expect(one.maxPriorityFeePerGas).toBeLessThanOrEqual(one.maxFeePerGas)
        }
      }),
    )
  })

  it('raises both fees by at least 12.5 %, or to the advised fees if those are higher', () => {
    fc.assert(
      fc.property(fees, fees, fee, (paid, advised, cap) => {
        const raised = raisedFees({ paid, advised, cap })
        if (raised === null) {
          expect(paid.maxFeePerGas * 9n).toBeGreaterThan((cap - 1n) * 8n)
          return
        }
        expect(raised.maxFeePerGas * 8n).toBeGreaterThanOrEqual(paid.maxFeePerGas * 9n)
        expect(raised.maxPriorityFeePerGas * 8n).toBeGreaterThanOrEqual(paid.maxPriorityFeePerGas * 9n)
        expect(raised.maxFeePerGas).toBeGreaterThan(paid.maxFeePerGas)
        expect(raised.maxPriorityFeePerGas).toBeGreaterThan(paid.maxPriorityFeePerGas)
        expect(raised.maxFeePerGas >= advised.maxFeePerGas || raised.maxFeePerGas === cap).toBe(true)
      }),
    )
  })

  it('returns null for a raise above the cap', () => {
    const paid = { maxFeePerGas: 90n * gwei, maxPriorityFeePerGas: gwei }
    const advised = { maxFeePerGas: 400n * gwei, maxPriorityFeePerGas: gwei }
    expect(raisedFees({ paid, advised, cap: 101n * gwei })).toBeNull()
    expect(raisedFees({ paid, advised, cap: 102n * gwei })).toEqual({ maxFeePerGas: 102n * gwei, maxPriorityFeePerGas: 1_125_000_000n })
  })
})
