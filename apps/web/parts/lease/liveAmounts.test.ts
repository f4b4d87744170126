import { leaseFlags } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { fixtureLease as lease, fixturePrice as price, fixtureStart as start } from '#web/parts/lease/fixtureLease.ts'
import { isRefunded, liveAmounts } from '#web/parts/lease/liveAmounts.ts'

describe('liveAmounts', () => {
  test('spends nothing before the node is ready', () => {
    const amounts = liveAmounts(lease({ state: 'booked', ready: null }), start + 30)
    expect(amounts.spent).toBe(0n)
    expect(amounts.ifEnded).toBeNull()
  })

  test('adds price × GPUs each second once the machine is ready, with the fee rounded up', () => {
    const amounts = liveAmounts(lease({}), start + 10 + 100)
    expect(amounts.billedSeconds).toBe(100)
    expect(amounts.pay).toBe(price * 2n * 100n)
    expect(amounts.fees).toMatchObject({ renterFee: 500n, providerFee: 500n })
    expect(amounts.spent + amounts.refund).toBe(price * 2n * 3_600n + 18_000n)
    expect(liveAmounts(lease({}), start + 10 + 101).pay - amounts.pay).toBe(amounts.perSecond)
  })

  test('stops at the end that was paid for', () => {
    const amounts = liveAmounts(lease({}), start + 9_999)
    expect(amounts.billedSeconds).toBe(3_590)
    expect(amounts.isBilling).toBe(false)
    expect(amounts.secondsLeft).toBe(0)
  })

  test('ending within the trial costs nothing', () => {
    const amounts = liveAmounts(lease({ trialSeconds: 300 }), start + 10 + 100)
    expect(amounts.isInTrial).toBe(true)
    expect(amounts.ifEnded?.pay).toBe(0n)
    expect(amounts.ifEnded?.refund).toBe(price * 2n * 3_600n + 18_000n)
  })

  test('a member of a cluster may leave free until 900 s after the start, whenever it was ready', () => {
    const member = lease({ trialSeconds: 300, flags: leaseFlags.cluster })
    expect(liveAmounts(member, start + 899)).toMatchObject({ isInTrial: true, ifEnded: { pay: 0n } })
    expect(liveAmounts(member, start + 900).isInTrial).toBe(false)
  })

  test('ending later bills the notice', () => {
    expect(liveAmounts(lease({ noticeSeconds: 60 }), start + 10 + 100).ifEnded?.billedSeconds).toBe(160)
  })

  test('shows the refund of an end without accept, even while the notice is billed', () => {
    const paid = { paidSeconds: 0, pay: '0', renterFee: '0', providerFee: '0', refund: '929' }
    const ended = { at: start + 50, txHash: `0x${'f'.repeat(64)}` as const, final: true, accepted: false, reason: 'renter_ended' as const }
    const lease60 = lease({ state: 'ended', endsAt: start + 110, ended, paid })
    expect(liveAmounts(lease60, start + 60)).toMatchObject({ refund: 929n, billedSeconds: 50 })
    expect(liveAmounts(lease60, start + 9_999)).toMatchObject({ refund: 929n, billedSeconds: 100 })
  })

  test('a lease that ran out is refunded only when it is closed', () => {
    const over = lease({ state: 'ended', ended: null })
    expect(isRefunded(over)).toBe(false)
    expect(liveAmounts(over, start + 9_999).refund).toBe(price * 2n * 10n + 50n)
  })

  test('subtracts the seconds credited by validators from the bill', () => {
    expect(liveAmounts(lease({ creditSeconds: 40 }), start + 10 + 100).billedSeconds).toBe(60)
  })

  test("shows the contract's totals once closed", () => {
    const closed = lease({ state: 'closed', paid: { paidSeconds: 7, pay: '70', renterFee: '1', providerFee: '1', refund: '929' } })
    expect(liveAmounts(closed, start + 9_999)).toMatchObject({ spent: 71n, paid: 71n, refund: 929n, isBilling: false })
  })

  test('counts a relay fee as paid from the start, and never in the refund', () => {
    const withFee = (patch: Parameters<typeof lease>[0]) => ({ ...lease(patch), relayFee: '40' })
    expect(liveAmounts(withFee({ state: 'booked', ready: null }), start + 5)).toMatchObject({ spent: 0n, paid: 40n })
    const running = liveAmounts(withFee({}), start + 110)
    expect([running.paid - running.spent, running.spent + running.refund]).toEqual([40n, 7_218_000n])
  })
})
