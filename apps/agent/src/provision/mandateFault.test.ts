import { zeroAddress } from '@infinitio/domain'
import type { MandateWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { endsSoon, mandateFault, termsFault } from './mandateFault.ts'

const now = 1_000_000
const day = 86_400
const nodeId = `0x${'a'.repeat(64)}`
const mandate: MandateWire = {
  provider: `0x${'1'.repeat(40)}`,
  node: nodeId,
  minPricePerGpuSecond: '100',
  maxDurationSeconds: 3_600,
  maxTrialSeconds: 300,
  minNoticeSeconds: 60,
  maxNoticeSeconds: 600,
  availableUntil: now + 60 * day,
  flags: 0,
  until: now + 30 * day,
  nonce: '7',
}
const facts = { nodeId, isSigned: true, isCancelled: false, nowSeconds: now }

describe('a mandate', () => {
  test('accepts a valid mandate for its own machine', () => {
    expect(mandateFault(mandate, facts)).toBeNull()
    expect(mandateFault({ ...mandate, until: now + 1 }, facts)).toBeNull()
  })

  test.each([
    ['of another machine', { node: `0x${'b'.repeat(64)}` }, {}, 'order.mandate_mismatch'],
    ['that the wallet did not sign for this chain', {}, { isSigned: false }, 'order.mandate_mismatch'],
    ['that was taken back', {}, { isCancelled: true }, 'order.mandate_revoked'],
    ['whose end is now', { until: now }, {}, 'order.mandate_expired'],
    ['under which nothing is available any longer', { availableUntil: now }, {}, 'order.mandate_expired'],
    ['that was taken back and ended since', { until: now - 1 }, { isCancelled: true }, 'order.mandate_revoked'],
  ])('is named with its fault: one %s', (_which, change, otherFacts, code) => {
    expect(mandateFault({ ...mandate, ...change }, { ...facts, ...otherFacts })).toMatchObject({ code })
  })

  test('allows terms at its price and length limits, and none beyond', () => {
    const shape = { noticeSeconds: 60, trialSeconds: 300, transferable: false, privateRenter: zeroAddress }
    const terms = { pricePerGpuSecond: '100', maxDurationSeconds: 3_600, ...shape }
    expect(termsFault(mandate, terms)).toBeNull()
    expect(termsFault(mandate, { ...terms, pricePerGpuSecond: '99' })).toMatchObject({ code: 'order.mandate_price_too_low' })
    expect(termsFault(mandate, { ...terms, maxDurationSeconds: 3_601 })).toMatchObject({ code: 'order.mandate_duration_too_long' })
    for (const change of [
      { trialSeconds: 301 },
      { noticeSeconds: 59 },
      { noticeSeconds: 601 },
      { transferable: true },
      { privateRenter: mandate.provider },
    ])
      expect(termsFault(mandate, { ...terms, ...change }), JSON.stringify(change)).toMatchObject({ code: 'order.mandate_exceeded' })
    expect(termsFault({ ...mandate, flags: 3 }, { ...terms, transferable: true, privateRenter: mandate.provider })).toBeNull()
  })

  test('ends soon during its last seven days', () => {
    const endsIn = (seconds: number) => endsSoon({ until: now + seconds }, { nowSeconds: now })
    expect([7 * day + 1, 7 * day, 1, 0].map(endsIn)).toEqual([false, true, true, false])
  })
})
