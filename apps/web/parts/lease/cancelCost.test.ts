import { leaseFlags } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'
import { fixtureLease as lease, fixturePrice as price, fixtureStart as start } from '#web/parts/lease/fixtureLease.ts'

const escrow = price * 2n * 3_600n + 18_000n
/** The cost of the notice period: 20 minutes of two GPUs, and the fee of 0.25 % on that, which is 6,000 base units. */
const notice = price * 2n * 1_200n + 6_000n

describe('the cost of cancelling', () => {
  test('is free until the notice reaches past the start, and the whole notice from the start until the end of the grace', () => {
    const ahead = lease({ state: 'booked', ready: null, flags: 0, noticeSeconds: 1_200 })
    expect(cancelCost(ahead, start - 1_200)).toEqual({
      ...{ cost: 0n, most: notice, refund: escrow, freeUntil: start - 1_200, costsUntil: start + 600, isNoShow: false },
    })
    expect(cancelCost(ahead, start - 600).cost).toBe(price * 2n * 600n + 3_000n)
    for (const offset of [0, 599, 600])
      expect(cancelCost(ahead, start + offset)).toMatchObject({ cost: notice, refund: escrow - notice, isNoShow: false })
    expect(cancelCost(ahead, start + 601)).toMatchObject({ cost: 0n, refund: escrow, isNoShow: true })
  })

  test('is nothing from the start on for a spot lease and for a lease with a trial', () => {
    for (const free of [{ flags: leaseFlags.spot }, { flags: 0, trialSeconds: 300 }]) {
      const terms = lease({ state: 'booked', ready: null, noticeSeconds: 1_200, ...free })
      expect(cancelCost(terms, start + 30)).toMatchObject({ cost: 0n, refund: escrow, costsUntil: start - 1 })
    }
  })

  test('is never anything without a notice', () => {
    expect(cancelCost(lease({ state: 'booked', ready: null, flags: 0 }), start + 30)).toMatchObject({ cost: 0n, most: 0n, freeUntil: null })
  })
})
