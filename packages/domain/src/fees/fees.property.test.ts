import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTerms } from '../../test/arbitraryOrders.ts'
import {
  bps,
  costOf,
  durationSeconds,
  escrowOf,
  feeKeys,
  feeRecord,
  feesByKey,
  feesIn,
  feeTexts,
  inQuote,
  pTokenUnits,
  quoteCost,
  shareFees,
  signedCost,
} from '../index.ts'

const units = fc.bigInt(0n, 2n ** 96n - 1n).map(pTokenUnits)
const allFees = fc.tuple(...feeKeys.map(() => units)).map((amounts) => feeRecord({}, (key) => amounts[feeKeys.indexOf(key)] ?? pTokenUnits(0n)))
const gpuCounts = fc.integer({ min: 1, max: 254 })

describe('the lines of fees', () => {
  test('add up to their total, and those of both sides to all fees', () => {
    fc.assert(
      fc.property(allFees, (fields) => {
        const all = feesIn(fields, {})
        expect(all.lines.map(({ key }) => key)).toEqual(feeKeys)
        expect(all.lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(all.total)
        const [renter, provider] = [feesIn(fields, { payer: 'renter' }), feesIn(fields, { payer: 'provider' })]
        expect(renter.total + provider.total).toBe(all.total)
        const [shares, flats] = [feesIn(fields, { payer: 'renter', charge: 'share' }), feesIn(fields, { payer: 'renter', charge: 'flat' })]
        expect(shares.total + flats.total).toBe(renter.total)
      }),
      { seed: 3_202, numRuns: 300 },
    )
  })

  test('are the same from numbers, from wire texts and from their own amounts', () => {
    fc.assert(
      fc.property(allFees, (fields) => {
        expect(feesIn(feeTexts(fields, {}), {})).toEqual(feesIn(fields, {}))
        expect(feesByKey(feesIn(fields, {}))).toEqual(fields)
        expect(Object.values(inQuote(feeTexts(fields, { payer: 'renter' })))).toEqual(Object.values(feeTexts(fields, { payer: 'renter' })))
      }),
      { seed: 3_203, numRuns: 100 },
    )
  })

  test('add up to the escrow and the total of a cost', () => {
    fc.assert(
      fc.property(units, allFees, (price, fields) => {
        const { fees, escrow, total } = costOf(price, fields)
        expect(price + fees.lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        expect(escrow + feesIn(fields, { payer: 'renter', charge: 'flat' }).total).toBe(total)
      }),
      { seed: 3_204, numRuns: 300 },
    )
  })

  test('equal, in a quote, the contract’s lock', () => {
    fc.assert(
      fc.property(arbitraryTerms, units, units, units, (terms, relayFee, leastLeaseValue, smallLeaseFee) => {
        const { fees, escrow, price } = quoteCost(terms, { relayFee, leastLeaseValue, smallLeaseFee })
        expect(escrow).toBe(escrowOf(terms))
        const shares = shareFees({ pay: price, feeBps: terms.feeBps })
        expect(feesByKey(fees)).toMatchObject(feeRecord({ payer: 'renter', charge: 'share' }, (key) => shares[key]))
      }),
      { seed: 3_205, numRuns: 300 },
    )
  })

  test('cover every way to divide a signed bid into leases', () => {
    fc.assert(
      fc.property(
        arbitraryTerms,
        fc.array(gpuCounts, { minLength: 1, maxLength: 8 }),
        units,
        ({ pricePerGpuSecond, durationSeconds: seconds, feeBps }, pieces, maxRelayFee) => {
          const gpus = pieces.reduce((sum, count) => sum + count, 0)
          const bid = { gpus, maxPricePerGpuSecond: pricePerGpuSecond, durationSeconds: seconds, maxFeeBps: feeBps, maxRelayFee }
          const whole = signedCost(bid, { gpus, leases: pieces.length })
          const parts = pieces.map((count) => signedCost(bid, { gpus: count, leases: 1 }))
          expect(parts.reduce((sum, { total }) => sum + total, 0n) <= whole.total).toBe(true)
          expect(parts.reduce((sum, { escrow }) => sum + escrow, 0n) <= whole.escrow).toBe(true)
          expect(whole.price + whole.fees.total).toBe(whole.total)
        },
      ),
      { seed: 3_206, numRuns: 300 },
    )
  })

  test('add nothing to the price when there is no fee', () => {
    const piece = { pricePerGpuSecond: pTokenUnits(5n), gpus: 2, durationSeconds: durationSeconds(10n), feeBps: bps(0n) }
    const none = { relayFee: pTokenUnits(0n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) }
    expect(quoteCost(piece, none)).toMatchObject({ price: 100n, escrow: 100n, total: 100n, fees: { total: 0n } })
  })
})
