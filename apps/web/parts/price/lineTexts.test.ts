import { feeKeys, type Fees, parsePt, pTokenUnits } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

const perSecond = (ptPerHour: string) => ((BigInt(Math.round(Number(ptPerHour) * 1e6)) * 10n ** 12n) / 3_600n).toString()
const bill = (ptPerHour: string, gpus: number, hours: number) => {
  const terms = { feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' }
  const { price, fees, total } = lineTexts(quoteOf({ pricePerGpuSecond: perSecond(ptPerHour), gpus, durationSeconds: hours * 3_600, ...terms }))
  return { price, fees: fees.map(({ key, text }) => `${key} ${text}`), total }
}

describe('lineTexts', () => {
  test('shows two decimals if the smallest amount has two significant digits', () => {
    expect(bill('1.98', 8, 24)).toEqual({ price: '380.16', fees: ['renterFee 0.95', 'relayFee 0.00'], total: '381.11' })
  })

  test('shows three digits of a total below a hundredth, and a smaller fee as less than the last one', () => {
    expect(bill('0.000792', 1, 1)).toEqual({ price: '0.000792', fees: ['renterFee 0.000002', 'relayFee 0.00'], total: '0.000794' })
    expect(bill('0.0005', 1, 1)).toEqual({ price: '0.0005', fees: ['renterFee 0.000001', 'relayFee 0.00'], total: '0.000501' })
    const fees: Fees = { lines: [{ key: 'renterFee', amount: pTokenUnits(10n ** 10n) }], total: pTokenUnits(10n ** 10n) }
    expect(lineTexts({ price: 5n * 10n ** 14n, fees, total: 5n * 10n ** 14n + fees.total }).fees.map(({ text }) => text)).toEqual(['<0.000001'])
  })

  test('shows no zeros that say nothing', () => {
    expect(bill('0.05', 1, 1)).toEqual({ price: '0.05', fees: ['renterFee 0.00013', 'relayFee 0.00'], total: '0.05013' })
  })

  test('rounds the most that a signature locks up, and adds up as shown', () => {
    const fees: Fees = { lines: [{ key: 'renterFee', amount: pTokenUnits(124_999_999_999_999n) }], total: pTokenUnits(124_999_999_999_999n) }
    const price = 49_999_999_999_999_999n
    const most = lineTexts({ price, fees, total: price + fees.total }, { isMost: true })
    expect([most.price, most.fees[0]?.text, most.total]).toEqual(['0.05', '0.00013', '0.05013'])
    const none: Fees = { lines: [], total: pTokenUnits(0n) }
    const alone = lineTexts(
      { price: 1_230_000_000_000_000_000n + 10n ** 12n, fees: none, total: 1_230_000_000_000_000_000n + 10n ** 12n },
      { isMost: true },
    )
    expect([alone.price, alone.total]).toEqual(['1.24', '1.24'])
  })

  test('adds up as shown, whatever the fees are, and shows no fee below zero', () => {
    const amount = fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 20n))
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 24n),
        fc.array(amount, { minLength: feeKeys.length, maxLength: feeKeys.length }),
        fc.boolean(),
        (price, amounts, isMost) => {
          const lines = feeKeys.map((key, at) => ({ key, amount: pTokenUnits(amounts[at] ?? 0n) }))
          const fees: Fees = { lines, total: pTokenUnits(amounts.reduce((sum, units) => sum + units, 0n)) }
          const total = price + fees.total
          const shown = lineTexts({ price, fees, total }, { isMost })
          if (isMost) expect(digits(shown.total) + 5n * 10n ** 9n).toBeGreaterThanOrEqual(total)
          const feeDigits = shown.fees.map(({ text }) => digits(text))
          expect(feeDigits.reduce((sum, units) => sum + units, digits(shown.price))).toBe(digits(shown.total))
          expect(feeDigits.filter((units) => units < 0n)).toEqual([])
        },
      ),
      { seed: 3_201, numRuns: 500 },
    )
  })
})

function digits(text: string): bigint {
  return text.startsWith('<') ? 0n : (parsePt(text) ?? -1n)
}
