import fc from 'fast-check'
import { expect, it } from 'vitest'
import { disputeBondOf, mostClaimOf } from './disputeBond.ts'

const pt = 10n ** 18n

it('is a tenth of the claim, rounded up, at least 25 PToken', () => {
  expect([1n, 250n * pt, 250n * pt + 1n, 1_000n * pt].map(disputeBondOf)).toEqual([25n * pt, 25n * pt, 25n * pt + 1n, 100n * pt])
})

it('allows the largest claim that fits with its bond', () => {
  const cases = [0n, 25n * pt, 25n * pt + 1n, 275n * pt, 275n * pt + 2n, 1_100n * pt]
  const claims = cases.map((freeBond) => mostClaimOf({ weekPay: 10_000n * pt, freeBond }))
  expect(claims).toEqual([0n, 0n, 1n, 250n * pt, 250n * pt + 1n, 1_000n * pt])
  expect(mostClaimOf({ weekPay: 7n, freeBond: 1_100n * pt })).toBe(7n)
  fc.assert(
    fc.property(fc.bigInt(0n, 2_000n * pt), (freeBond) => {
      const claim = mostClaimOf({ weekPay: 10_000n * pt, freeBond })
      if (claim > 0n) expect(claim + disputeBondOf(claim)).toBeLessThanOrEqual(freeBond)
      expect(claim + 1n + disputeBondOf(claim + 1n)).toBeGreaterThan(freeBond)
    }),
  )
})
