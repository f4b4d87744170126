import { describe, expect, test } from 'vitest'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

const perSecond = (ptPerHour: string) => ((BigInt(Math.round(Number(ptPerHour) * 1e6)) * 10n ** 12n) / 3_600n).toString()
const bill = (ptPerHour: string, gpus: number, hours: number) =>
  lineTexts(
    quoteOf({
      pricePerGpuSecond: perSecond(ptPerHour),
      gpus,
      durationSeconds: hours * 3_600,
      feeBps: 25,
      relayFee: '0',
      leastLeaseValue: '0',
      smallLeaseFee: '0',
    }),
  )
const hundredths = (text: string) => BigInt(text.replace(/[.,]/g, ''))

describe('lineTexts', () => {
  test('shows two decimals where that says enough', () => {
    expect(bill('1.98', 8, 24)).toEqual({ price: '380.16', fee: '0.95', relayFee: '0.00', total: '381.11' })
  })

  test('shows a small fee with the same decimals as the rest', () => {
    expect(bill('0.05', 1, 1)).toEqual({ price: '0.05000', fee: '0.00012', relayFee: '0.00000', total: '0.05012' })
  })

  test('always adds up as shown', () => {
    for (const [price, gpus, hours] of [
      ['0.33', 3, 7],
      ['2.29', 8, 672],
      ['0.1', 1, 1],
      ['0.017', 5, 11],
    ] as const) {
      const { price: shown, fee, relayFee, total } = bill(price, gpus, hours)
      expect(hundredths(shown) + hundredths(fee) + hundredths(relayFee)).toBe(hundredths(total))
    }
  })
})
