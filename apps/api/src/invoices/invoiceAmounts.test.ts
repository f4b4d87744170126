import { expect, test } from 'vitest'
import { oneAmount, invoiceAmounts } from './invoiceAmounts.ts'

const pt = 10n ** 18n
const noFees = { renterFee: '0', relayFee: '0' }
const micro = (text: string) => BigInt(text.replace('.', ''))

test('the shown lines add up to the shown total, though each is rounded', () => {
  const pay = 1_000_277_777_777_774_977n
  const renterFee = 2_500_694_444_444_445n
  const tax = { name: 'VAT', rateBps: 1_900, amount: '159708216619980879' }
  const shown = invoiceAmounts({ pay: `${pay}`, renterFee: `${renterFee}`, relayFee: '7', total: `${pay + renterFee + 7n}`, tax })
  expect(shown).toMatchObject({ pay: '1.000278', allFees: '0.002500', net: '0.840570', tax: '0.159708', total: '1.002778' })
  expect(shown.fees.map(({ text }) => text)).toEqual(['0.002500', '<0.000001'])
  expect(micro(shown.net ?? '') + micro(shown.tax ?? '') + micro(shown.allFees)).toBe(micro(shown.total))
})

test('amounts have no more decimals than one of them needs, and at least two', () => {
  expect(invoiceAmounts({ ...noFees, pay: `${pt}`, total: `${pt}`, tax: null })).toMatchObject({ pay: '1.00', total: '1.00', net: null })
  const half = `${pt / 1_000n}`
  expect(invoiceAmounts({ ...noFees, pay: `${pt}`, renterFee: half, total: `${pt + pt / 1_000n}`, tax: null })).toMatchObject({
    pay: '1.000',
    total: '1.001',
  })
})

test.each([
  [pt, '1.00'],
  [15n * 10n ** 11n, '0.000002'],
  [7n, '<0.000001'],
  [0n, '0.00'],
])('one amount of %s units is %s', (units, text) => expect(oneAmount(units)).toBe(text))
