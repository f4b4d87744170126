import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTerms } from '../../test/arbitraryOrders.ts'
import { bookedProgress, durationSeconds, endedProgress, type LeaseTerms, leaseAmounts, unixSeconds } from '../index.ts'

/**
 * Random cases of a lease: its terms, the delay until it is ready, its end, the party that ends it, and moments to check. Times are in seconds since the start.
 * Some moments are after the lease's end.
 */
const anyLife = arbitraryTerms.chain((terms) =>
  fc.record({
    terms: fc.constant(terms),
    readyDelay: fc.bigInt(0n, terms.durationSeconds < 600n ? terms.durationSeconds - 1n : 600n),
    moments: fc.array(fc.bigInt(0n, terms.durationSeconds + 90_000n), { minLength: 1, maxLength: 12 }),
    endAfter: fc.bigInt(0n, terms.durationSeconds + 3600n),
    by: fc.constantFrom('holder' as const, 'provider' as const),
  }),
)

describe('a lease', () => {
  test('never creates or loses a unit: spent + refund = escrow at all times, for any end', () => {
    fc.assert(
      fc.property(anyLife, ({ terms, readyDelay, moments, endAfter, by }) => {
        const active = activeProgress(terms, readyDelay)
        const ended = endedProgress(terms, active, { now: unixSeconds(terms.start + readyDelay + endAfter), by })
        for (const moment of moments) {
          for (const progress of [bookedProgress(terms.durationSeconds), active, ended]) {
            const amounts = leaseAmounts(terms, progress, unixSeconds(terms.start + moment))
            expect(amounts.spent + amounts.refund).toBe(amounts.escrow)
            expect(amounts.pay + amounts.renterFee).toBe(amounts.spent)
            expect(amounts.vested <= amounts.pay && amounts.providerFee <= amounts.pay).toBe(true)
          }
        }
        expect(ended.endOffsetSeconds <= active.endOffsetSeconds).toBe(true)
      }),
      { numRuns: 400, seed: 4_101 },
    )
  })

  test('costs nothing when it ends within its trial', () => {
    fc.assert(
      fc.property(anyLife, fc.bigInt(0n, 299n), ({ terms, readyDelay, by }, after) => {
        fc.pre(terms.trialSeconds > 0n)
        const now = unixSeconds(terms.start + readyDelay + after)
        const ended = endedProgress(terms, activeProgress(terms, readyDelay), { now, by })
        expect(leaseAmounts(terms, ended, unixSeconds(now + 90_000n)).spent).toBe(0n)
      }),
      { numRuns: 200, seed: 4_102 },
    )
  })

  test('pays the provider the same in any number of claims', () => {
    fc.assert(
      fc.property(anyLife, ({ terms, readyDelay, moments }) => {
        let progress = activeProgress(terms, readyDelay)
        let claimed = 0n
        let charged = 0n
        for (const moment of [...moments].sort((one, other) => (one < other ? -1 : 1))) {
          const { claimable, vested } = leaseAmounts(terms, progress, unixSeconds(terms.start + moment))
          claimed += claimable
          charged = claimed === 0n ? 0n : (claimed * terms.feeBps + 9_999n) / 10_000n
          const paidSeconds = vested / (terms.pricePerGpuSecond * BigInt(terms.gpus))
          progress = { ...progress, paidSeconds: durationSeconds(paidSeconds) }
          expect(claimed).toBe(vested)
        }
        const last = leaseAmounts(terms, progress, unixSeconds(terms.start + terms.durationSeconds + 90_000n))
        expect(claimed + last.claimable).toBe(last.pay)
        expect(charged <= last.providerFee).toBe(true)
      }),
      { numRuns: 200, seed: 4_103 },
    )
  })
})

function activeProgress(terms: LeaseTerms, readyDelay: bigint) {
  return { ...bookedProgress(terms.durationSeconds), state: 'active' as const, readyDelaySeconds: durationSeconds(readyDelay) }
}
