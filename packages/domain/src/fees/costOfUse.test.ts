import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryTerms } from '../../test/arbitraryOrders.ts'
import {
  bookedProgress,
  bps,
  costOfUse,
  durationSeconds,
  endedProgress,
  leaseAmounts,
  type LeaseTerms,
  leastCost,
  leastReason,
  pTokenUnits,
  secondsOfUse,
  unixSeconds,
} from '../index.ts'

const seconds = (value: number | bigint) => durationSeconds(BigInt(value))
const noFlatFee = { relayFee: pTokenUnits(0n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) }
const terms = ({ hours = 1, notice = 0, trial = 0 }) => ({
  durationSeconds: seconds(hours * 3_600),
  noticeSeconds: seconds(notice),
  trialSeconds: seconds(trial),
})
const piece = (wanted: Parameters<typeof terms>[0]) => ({ pricePerGpuSecond: pTokenUnits(1_000n), gpus: 2, feeBps: bps(25n), ...terms(wanted) })

describe('the least cost of a lease', () => {
  test.each([
    ['the notice and its fee', { notice: 900 }, 'notice', 1_800_000n + 4_500n],
    ['nothing within a free trial', { notice: 900, trial: 360 }, 'trial', 0n],
    ['the whole lease when the notice is longer', { notice: 7_200 }, 'whole', 7_200_000n + 18_000n],
    ['the whole lease when the notice is as long', { notice: 3_600 }, 'whole', 7_200_000n + 18_000n],
    ['nothing without a notice', {}, 'use', 0n],
  ] as const)('is %s', (_what, wanted, reason, least) => {
    expect([leastReason(terms(wanted)), leastCost(piece(wanted), noFlatFee)]).toEqual([reason, least])
  })

  test('contains the fee for settling the whole lease, even within a trial', () => {
    const settle = { relayFee: pTokenUnits(7n), leastLeaseValue: pTokenUnits(7_000_000n), smallLeaseFee: pTokenUnits(90n) }
    expect(leastCost(piece({ trial: 360 }), settle)).toBe(7n)
    expect(leastCost({ ...piece({ trial: 360 }), gpus: 1 }, settle)).toBe(90n)
  })
})

test.each([
  ['the used seconds and the notice', { notice: 300 }, 60, 360n],
  ['no more than the lease', { notice: 300 }, 3_500, 3_600n],
  ['nothing within the trial', { notice: 300, trial: 300 }, 299, 0n],
  ['all from its first second once the trial is over', { notice: 300, trial: 300 }, 300, 600n],
])('bills %s for a lease that is used for a while', (_what, wanted, used, billed) => {
  expect(secondsOfUse(terms(wanted), seconds(used))).toBe(billed)
})

/** Random cases of a lease on one machine: its terms, the delay until it is ready, and times at which its renter may end it, in seconds. */
const anyLife = arbitraryTerms.chain((any) => {
  const single = { ...any, flags: any.flags & ~2 }
  return fc.record({
    terms: fc.constant<LeaseTerms>(single),
    readyDelay: fc.bigInt(0n, any.durationSeconds < 600n ? any.durationSeconds - 1n : 600n),
    endAfter: fc.bigInt(0n, any.durationSeconds + 3_600n),
  })
})

function spentBy(lease: LeaseTerms, { readyDelay, endAfter }: { readyDelay: bigint; endAfter: bigint }): bigint {
  const active = { ...bookedProgress(lease.durationSeconds), state: 'active' as const, readyDelaySeconds: seconds(readyDelay) }
  const ended = endedProgress(lease, active, { now: unixSeconds(lease.start + readyDelay + endAfter), by: 'holder' })
  return leaseAmounts(lease, ended, unixSeconds(lease.start + lease.durationSeconds + 90_000n)).spent
}

describe('the cost of a use', () => {
  test("equals the settlement's charge for a lease that is ready at its start and ended then", () => {
    fc.assert(
      fc.property(anyLife, ({ terms: lease, endAfter }) => {
        expect(costOfUse(lease, noFlatFee, seconds(endAfter)).total).toBe(spentBy(lease, { readyDelay: 0n, endAfter }))
      }),
      { numRuns: 400, seed: 3_301 },
    )
  })

  test('is at least the least cost, whenever a ready lease ends', () => {
    fc.assert(
      fc.property(anyLife, ({ terms: lease, endAfter }) => {
        expect(spentBy(lease, { readyDelay: 0n, endAfter }) >= leastCost(lease, noFlatFee)).toBe(true)
      }),
      { numRuns: 400, seed: 3_302 },
    )
  })

  test("is at least the settlement's charge for a lease that is ready later", () => {
    fc.assert(
      fc.property(anyLife, ({ terms: lease, readyDelay, endAfter }) => {
        expect(spentBy(lease, { readyDelay, endAfter }) <= costOfUse(lease, noFlatFee, seconds(endAfter)).total).toBe(true)
      }),
      { numRuns: 400, seed: 3_303 },
    )
  })
})
