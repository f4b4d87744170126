import { describe, expect, test } from 'vitest'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

describe('quoteOf', () => {
  test('adds up to the last unit, with the fee rounded up', () => {
    const quote = quoteOf({
      pricePerGpuSecond: '333',
      gpus: 3,
      durationSeconds: 7,
      feeBps: 25,
      relayFee: '5',
      leastLeaseValue: '0',
      smallLeaseFee: '0',
    })
    expect(quote.price).toBe(6_993n)
    expect(quote.fees.lines).toEqual([
      { key: 'renterFee', amount: 18n },
      { key: 'relayFee', amount: 5n },
    ])
    expect(quote.escrow).toBe(6_993n + 18n)
    expect(quote.total).toBe(6_993n + 18n + 5n)
  })

  test('locks one hour of all GPUs for a hold, whatever its duration is', () => {
    expect(
      quoteOf({ pricePerGpuSecond: '10', gpus: 8, durationSeconds: 60, feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' })
        .hourPrice,
    ).toBe(288_000n)
  })
})
