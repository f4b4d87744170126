import { canonicalJson, type CanonicalValue } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { settlementItem } from './settlementItem.ts'

const orderOf = (order: CanonicalValue, signature: string) => ({ orderHash: '0x1', orderJson: canonicalJson(order), signature })
const match = { gpus: 3, start: 1_700_000_000n, relayFee: 2n ** 90n }

describe('what the worker settles', () => {
  test.each([
    ['without a mandate', null],
    ['with a mandate', { until: 5n, node: '0x2' }],
  ])('%s is the canonical JSON of its parts', (_what, mandate) => {
    const ask = orderOf({ b: 'text with "quotes"', a: 1n }, '0xaa')
    const bid = orderOf({ z: true, gpus: 3 }, '0xbb')
    const mandateJson = mandate === null ? null : canonicalJson(mandate)
    const item = settlementItem(match as never, {
      ask: { ...ask, mandateJson, mandateSignature: mandate === null ? null : '0xcc' },
      bid: { ...bid, mandateJson: null, mandateSignature: null },
    })
    const parts = {
      ask: JSON.parse(ask.orderJson),
      askSignature: '0xaa',
      bid: JSON.parse(bid.orderJson),
      bidSignature: '0xbb',
      mandate: mandateJson === null ? null : { mandate: JSON.parse(mandateJson), signature: '0xcc' },
      ...match,
    }
    expect(item).toBe(canonicalJson(parts))
  })
})
