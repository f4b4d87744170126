import type { LeaseWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { endFormOf, isNoShow } from './leaseMessages.ts'

const start = 1_000_000
const addresses = { market: `0x${'22'.repeat(20)}` }

describe('the form that ends a lease', () => {
  test.each([
    ['cancels until 600 s after the start', 7_200, 600, 'cancelLease'],
    ['reports a no-show from 601 s on, which may compensate', 7_200, 601, 'noShow'],
    ['cancels a lease of 300 s until its end', 300, 300, 'cancelLease'],
    ['reports a no-show of a lease of 300 s from 301 s on', 300, 301, 'noShow'],
  ])('%s', (_what, durationSeconds, offset, kind) => {
    const { leaseId, terms } = lease(durationSeconds)
    expect(formOf({ leaseId, terms, state: 'booked' }, start + offset)).toMatchObject({ relay: { kind } })
    expect(isNoShow(terms, start + offset)).toBe(kind === 'noShow')
  })

  test('ends a running lease at any time', () => {
    const { leaseId, terms } = lease(7_200)
    expect(formOf({ leaseId, terms, state: 'active' }, start + 601)).toMatchObject({ relay: { kind: 'end', accept: true } })
  })
})

function formOf(ended: Pick<LeaseWire, 'leaseId' | 'terms' | 'state'>, chainNow: number) {
  return endFormOf({ lease: ended, accept: true, chain: { chainId: 31_337, addresses: addresses as never, chainNow } })
}

function lease(durationSeconds: number): Pick<LeaseWire, 'leaseId' | 'terms'> {
  const parties = {
    renter: `0x${'33'.repeat(20)}`,
    provider: `0x${'44'.repeat(20)}`,
    node: `0x${'55'.repeat(32)}`,
    hostKey: `0x${'66'.repeat(32)}`,
    workloadHash: `0x${'77'.repeat(32)}`,
  }
  const ask = { askNonce: '1', askMaxDurationSeconds: 864_000, askAvailableUntil: start + 864_000 }
  const times = { start, durationSeconds, noticeSeconds: 0, trialSeconds: 0 }
  return {
    leaseId: '7',
    terms: { ...parties, ...ask, ...times, pricePerGpuSecond: '77', gpus: 1, feeBps: 25, flags: 0 } as unknown as LeaseWire['terms'],
  }
}
