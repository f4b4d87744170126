import { type KnownWindow, zeroAddress } from '@infinitio/domain'
import type { AskWire, MandateWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { decideMandatedAsk, type NewestAsk } from './listUnderMandate.ts'

const now = 1_000_000
const day = 86_400
const listedForSeconds = 28 * day
const shape = { noticeSeconds: 0, trialSeconds: 300, transferable: false, privateRenter: zeroAddress }
const first = { pricePerGpuSecond: '200', maxDurationSeconds: 3_600, ...shape }
const ofMandate: MandateWire = {
  ...{ provider: zeroAddress, node: `0x${'a'.repeat(64)}`, nonce: '7' },
  ...{ minPricePerGpuSecond: '100', maxDurationSeconds: 3_600, maxTrialSeconds: 300, minNoticeSeconds: 0, maxNoticeSeconds: 0 },
  ...{ availableUntil: now + 90 * day, flags: 0, until: now + 90 * day },
}

/** Calls `decideMandatedAsk` for a node with an ask in this state that expires after `leftSeconds`. */
function decide({ state = 'open', leftSeconds = 20 * day, ask = {}, mandate = {}, windows = [] }: Case = {}) {
  const terms = { pricePerGpuSecond: '150', maxDurationSeconds: 3_600, ...shape }
  const order = { ...terms, expiry: now + leftSeconds, ...ask } as AskWire
  const newest: NewestAsk | null = state === null ? null : { askHash: '0xa', state, order }
  return decideMandatedAsk({ newest, first, mandate: { ...ofMandate, ...mandate }, nowSeconds: now, feeBps: 25, listedForSeconds, windows })
}
type Case = { state?: string | null; leftSeconds?: number; ask?: Partial<AskWire>; mandate?: Partial<MandateWire>; windows?: KnownWindow[] }

const listed = { kind: 'keep', why: 'listed' }

describe("decides about an ask that a node's own key signs", () => {
  test('keeps an ask that has time left, whichever key signed it', () => {
    expect(decide()).toEqual({ ...listed, fault: null })
  })

  test('renews an ask in its last days, replacing it at its price', () => {
    expect(decide({ leftSeconds: 7 * day })).toMatchObject({
      kind: 'post',
      terms: { pricePerGpuSecond: '150' },
      expiry: now + 28 * day,
      replaces: '0xa',
    })
  })

  test('replaces an open ask for a part of a machine whose GPUs are rented only together', () => {
    const newest: NewestAsk = { askHash: '0xa', state: 'open', order: { ...first, minGpus: 1, expiry: now + 28 * day } as unknown as AskWire }
    const parts = { newest, first, mandate: ofMandate, nowSeconds: now, feeBps: 25, listedForSeconds }
    expect(decideMandatedAsk({ ...parts, wholeGpus: 8 })).toMatchObject({ kind: 'post', expiry: now + 28 * day, replaces: '0xa' })
    expect(decideMandatedAsk({ ...parts, wholeGpus: null })).toMatchObject({ kind: 'keep' })
    expect(decideMandatedAsk({ ...parts, partGpus: 8 }), 'it offers parts already').toMatchObject({ kind: 'keep' })
  })

  test('posts a new ask after the old one expired, and replaces none', () => {
    expect(decide({ state: 'expired', leftSeconds: -day })).toMatchObject({ kind: 'post', terms: { pricePerGpuSecond: '150' }, replaces: null })
  })

  test('posts nothing while the provider pauses the node, whatever the ask contains', () => {
    expect(decide({ state: 'cancelled', ask: { pricePerGpuSecond: '1' } })).toEqual({ kind: 'keep', why: 'paused', fault: null })
  })

  test('posts the first ask on the terms of the settings', () => {
    expect(decide({ state: null })).toMatchObject({ kind: 'post', terms: null, replaces: null })
    expect(decide({ state: null, mandate: { minPricePerGpuSecond: '201' } })).toMatchObject({
      kind: 'fault',
      fault: { code: 'order.mandate_price_too_low' },
    })
  })

  test('never outlives the mandate, and does not renew to gain only hours', () => {
    const mandate = { until: now + 6 * day }
    expect(decide({ state: 'expired', leftSeconds: -1, mandate })).toMatchObject({ kind: 'post', expiry: now + 6 * day })
    expect(decide({ leftSeconds: 6 * day, mandate })).toEqual({ ...listed, fault: null })
    expect(decide({ leftSeconds: 5 * day + 1, mandate })).toEqual({ ...listed, fault: null })
    expect(decide({ leftSeconds: 5 * day, mandate })).toMatchObject({ kind: 'post', expiry: now + 6 * day })
  })

  test('is signed again for a planned maintenance, with an end that no earlier ask under the mandate had', () => {
    const windows = [{ from: now - 60, until: now + day, cancelled: false }]
    const ask = { availableFrom: now - 60, availableUntil: now + 20 * day }
    expect(decide({ ask, windows })).toMatchObject({ kind: 'post', expiry: now + 28 * day, replaces: '0xa' })
    expect(decide({ ask, windows, mandate: { until: now + 20 * day } })).toMatchObject({ kind: 'post', expiry: now + 20 * day - 1, replaces: '0xa' })
    expect(decide({ ask, windows, state: 'cancelled' })).toMatchObject({ kind: 'keep', why: 'paused' })
  })

  test.each([
    ['below the floor', { pricePerGpuSecond: '99' }, 'order.mandate_price_too_low'],
    ['for longer leases', { maxDurationSeconds: 3_601 }, 'order.mandate_duration_too_long'],
    ['with a longer trial', { trialSeconds: 301 }, 'order.mandate_exceeded'],
  ])('is left, with a warning, and not signed again when it is %s', (_what, ask, code) => {
    expect(decide({ ask })).toMatchObject({ ...listed, fault: { code } })
    expect(decide({ ask, leftSeconds: day })).toMatchObject({ ...listed, fault: { code } })
    expect(decide({ ask, state: 'expired', leftSeconds: -1 })).toMatchObject({ kind: 'fault', fault: { code } })
  })
})
