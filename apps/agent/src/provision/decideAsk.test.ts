import type { AskWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { decideAsk } from './decideAsk.ts'

const day = 86_400
const now = 1_800_000_000

describe('decideAsk', () => {
  test('lists a node that was never listed', () => {
    expect(decideAsk({ asks: [], nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'first' })
  })

  test('keeps an open ask with enough time left', () => {
    expect(decideAsk({ asks: [{ state: 'open', order: ask({ expiry: now + 20 * day }) }], nowSeconds: now, feeBps: 25 })).toEqual({
      kind: 'keep',
      why: 'listed',
    })
  })

  test('keeps an ask that was just submitted', () => {
    expect(decideAsk({ asks: [{ state: 'accepted', order: ask({ expiry: now + 20 * day }) }], nowSeconds: now, feeBps: 25 })).toEqual({
      kind: 'keep',
      why: 'listed',
    })
  })

  test('keeps a node paused if the provider cancelled its newest ask', () => {
    const asks = [
      { state: 'cancelled', order: ask({ pricePerGpuSecond: '9' }) },
      { state: 'cancelled', order: ask({ pricePerGpuSecond: '7' }) },
    ]
    expect(decideAsk({ asks, nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'keep', why: 'paused' })
  })

  test("renews an expiring ask at the provider's newest price, not at the first one", () => {
    const newest = ask({ pricePerGpuSecond: '9', expiry: now + 3 * day })
    const asks = [
      { state: 'open', order: newest },
      { state: 'cancelled', order: ask({ pricePerGpuSecond: '7' }) },
    ]
    expect(decideAsk({ asks, nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'renew', terms: newest, why: 'expiry' })
  })

  test('renews early enough for the longest lease to fit', () => {
    const order = ask({ maxDurationSeconds: 14 * day, expiry: now + 20 * day })
    expect(decideAsk({ asks: [{ state: 'open', order }], nowSeconds: now, feeBps: 25 }).kind).toBe('renew')
  })

  test('renews an ask that expired while the agent was stopped', () => {
    const order = ask({ expiry: now - 5 })
    expect(decideAsk({ asks: [{ state: 'expired', order }], nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'renew', terms: order, why: 'expiry' })
  })

  test.each(['open', 'cancelled', 'expired'])('takes no offer to one renter (%s) for the price that all pay, nor for a pause', (state) => {
    const offer = { state, order: ask({ pricePerGpuSecond: '1', privateRenter: `0x${'7'.repeat(40)}`, expiry: now + 900 }) }
    expect(decideAsk({ asks: [offer, { state: 'open', order: ask({ expiry: now + 20 * day }) }], nowSeconds: now, feeBps: 25 })).toEqual({
      kind: 'keep',
      why: 'listed',
    })
    expect(decideAsk({ asks: [offer], nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'first' })
  })

  test('signs an ask again that offers a part of a machine whose GPUs are rented only together', () => {
    const part = { state: 'open', order: ask({ expiry: now + 20 * day, minGpus: 1, maxGpus: 8 }) }
    const whole = { state: 'open', order: ask({ expiry: now + 20 * day, minGpus: 8, maxGpus: 8 }) }
    expect(decideAsk({ asks: [part], nowSeconds: now, feeBps: 25, wholeGpus: 8 })).toEqual({ kind: 'renew', terms: part.order, why: 'whole' })
    expect(decideAsk({ asks: [whole], nowSeconds: now, feeBps: 25, wholeGpus: 8 })).toEqual({ kind: 'keep', why: 'listed' })
    expect(decideAsk({ asks: [part], nowSeconds: now, feeBps: 25, wholeGpus: null })).toEqual({ kind: 'keep', why: 'listed' })
    expect(decideAsk({ asks: [{ ...part, state: 'cancelled' }], nowSeconds: now, feeBps: 25, wholeGpus: 8 })).toEqual({ kind: 'keep', why: 'paused' })
  })

  test('signs an ask again that offers only the whole of a machine whose GPUs are rented one by one', () => {
    const whole = { state: 'open', order: ask({ expiry: now + 20 * day, minGpus: 8, maxGpus: 8 }) }
    const part = { state: 'open', order: ask({ expiry: now + 20 * day, minGpus: 2, maxGpus: 8 }) }
    const decide = (one: typeof whole, partGpus: number | null) => decideAsk({ asks: [one], nowSeconds: now, feeBps: 25, partGpus })
    expect(decide(whole, 8)).toEqual({ kind: 'renew', terms: whole.order, why: 'parts' })
    expect(decide(whole, null)).toEqual({ kind: 'keep', why: 'listed' })
    expect(decide(part, 8), 'the provider chose a lowest number').toEqual({ kind: 'keep', why: 'listed' })
    expect(decide({ ...whole, state: 'cancelled' }, 8)).toEqual({ kind: 'keep', why: 'paused' })
  })

  test('ignores a rejected ask', () => {
    const asks = [
      { state: 'rejected', order: ask({ pricePerGpuSecond: '9' }) },
      { state: 'open', order: ask({ expiry: now + 20 * day }) },
    ]
    expect(decideAsk({ asks, nowSeconds: now, feeBps: 25 })).toEqual({ kind: 'keep', why: 'listed' })
  })

  test('renews an ask that offers time of a planned maintenance, and no ask of a paused node', () => {
    const windows = [{ from: now + day, until: now + 2 * day, cancelled: false }]
    const decide = (state: string, change: Partial<AskWire> = {}) =>
      decideAsk({ asks: [{ state, order: ask(change) }], nowSeconds: now, feeBps: 25, windows }).kind
    expect([decide('open'), decide('open', { availableUntil: now + day }), decide('cancelled')]).toEqual(['renew', 'keep', 'keep'])
  })

  test('signs an ask again at once when the fee of the market has risen above the highest fee that the ask allows, unless it is paused', () => {
    const decide = (state: string, feeBps: number) => decideAsk({ asks: [{ state, order: ask({}) }], nowSeconds: now, feeBps })
    expect(decide('open', 26)).toEqual({ kind: 'renew', terms: ask({}), why: 'fee' })
    expect([decide('open', 25).kind, decide('open', 20).kind, decide('cancelled', 26).kind]).toEqual(['keep', 'keep', 'keep'])
  })
})

function ask(change: Partial<AskWire>): AskWire {
  const zero = `0x${'0'.repeat(40)}`
  return {
    ...{
      provider: zero,
      node: `0x${'1'.repeat(64)}`,
      pricePerGpuSecond: '5',
      minGpus: 1,
      maxGpus: 1,
      minDurationSeconds: 60,
      maxDurationSeconds: day,
    },
    ...{
      availableFrom: 0,
      availableUntil: now + 28 * day,
      maxFeeBps: 25,
      noticeSeconds: 0,
      trialSeconds: 0,
      privateRenter: zero,
      transferable: false,
    },
    ...{ executor: zero, nonce: '0', expiry: now + 28 * day },
    ...change,
  }
}
