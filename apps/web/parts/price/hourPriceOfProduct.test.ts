import { type Fees, parsePt, pTokenUnits } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { hourPriceOfProduct } from '#web/parts/price/hourPriceOfProduct.ts'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'

const pt = (text: string): bigint => parsePt(text) ?? 0n
const noFees: Fees = { lines: [], total: pTokenUnits(0n) }

it('shows a price of up to four decimals whole, and others with four digits', () => {
  expect(wholePriceText(pt('0.243'))).toBe('0.243')
  expect(wholePriceText(pt('1.9'))).toBe('1.90')
  expect(wholePriceText(pt('1284.6'))).toBe('1,284.60')
  expect(wholePriceText(pt('0.24312345'))).toBe('0.2431')
  expect(wholePriceText(pt('12.345678'))).toBe('12.35')
  expect(wholePriceText(pt('0.00001234'))).toBe('0.00001234')
  // 0.13 PT per hour as the contract stores it, by the second.
  expect(wholePriceText((pt('0.13') / 3_600n) * 3_600n)).toBe('0.13')
})

it('shows as many decimals of the price as make the product true', () => {
  expect(hourPriceOfProduct({ perHour: pt('0.243'), product: pt('0.972'), digits: 3 })).toBe('0.243')
  expect(hourPriceOfProduct({ perHour: pt('0.243'), product: pt('5.832'), digits: 3 })).toBe('0.243')
  expect(hourPriceOfProduct({ perHour: pt('0.24'), product: pt('5.76'), digits: 2 })).toBe('0.24')
  expect(hourPriceOfProduct({ perHour: pt('0.24312345'), product: pt('0.24312345') * 48n, digits: 2 })).toBe('0.2431')
  // The contract stores a price by the second, so the price of an hour is a little below 3.4815 PT, and three decimals would need twelve more.
  const perHour = (pt('3.4815') / 3_600n) * 3_600n
  expect(hourPriceOfProduct({ perHour, product: perHour, digits: 3 })).toBe('3.4815')
  expect(hourPriceOfProduct({ perHour: 0n, product: 0n, digits: 2 })).toBe('0.00')
})

it('rounds a price of 3.4815 PT as a reader does, although the stored price is a little lower', () => {
  const price = (pt('3.4815') / 3_600n) * 3_600n
  const texts = lineTexts({ price, fees: noFees, total: price }, { digits: 3 })
  expect([texts.price, texts.total, texts.hourPriceOf(price / 3_600n)]).toEqual(['3.482', '3.482', '3.4815'])
})

it('makes every product of a bill true, for many prices, GPUs and hours', () => {
  for (let price = 1n; price < 400n; price += 7n)
    for (const [gpus, hours] of [
      [1n, 1n],
      [2n, 2n],
      [8n, 24n],
      [254n, 672n],
    ] as const) {
      const perSecond = (price * 10n ** 15n + price * 123_456_789n) / 3_600n
      const amount = perSecond * 3_600n * gpus * hours
      const texts = lineTexts({ price: amount, fees: noFees, total: amount })
      const shown = pt(texts.hourPriceOf(perSecond).replaceAll(',', '')) * gpus * hours
      expect(texts.textOf(shown), `${price} ${gpus} ${hours}`).toBe(texts.price)
    }
})
