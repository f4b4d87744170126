import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newOrderHref } from '#web/features/order-ticket/newOrderHref.ts'
import { prefillFromParams } from '#web/features/order-ticket/prefillFromParams.ts'
import { priceFieldText, pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { priceStanding } from '#web/features/order-ticket/priceStanding.ts'

const seed = 20_265

test('a price that a field shows is read back as the very same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 96n - 1n }), (price) => {
      expect(pricePerSecondOf(priceFieldText(price))).toBe(price)
    }),
    { seed },
  )
  expect(priceFieldText(550_000_000_000_000n)).toBe('1.98')
  // 1.90 PT an hour is no whole number of units a second: the text is still the one that was typed.
  expect(priceFieldText(pricePerSecondOf('1.90') ?? 0n)).toBe('1.90')
})

test('a price is told against the cheapest ask', () => {
  expect(priceStanding(9n, null)).toEqual({ kind: 'none' })
  expect(priceStanding(5n * 10n ** 14n, 5n * 10n ** 14n)).toEqual({ kind: 'meets', ask: '1.80' })
  expect(priceStanding(48n * 10n ** 13n, 5n * 10n ** 14n)).toEqual({ kind: 'below', ask: '1.80', percent: '4.0' })
})

test('an address fills the ticket with what it says, and with nothing that is no number of its kind', () => {
  const of = (text: string) => prefillFromParams(new URLSearchParams(text))
  expect(of('new=1&class=0&region=3&price=550000000000000&gpus=8&hours=6')).toEqual({ classId: 0, regionId: 3, gpus: 8, hours: 6, priceText: '1.98' })
  expect(of('from=1800000000')).toEqual({ start: 'window', startFrom: '2027-01-15T08:00', startUntil: '2027-01-15T09:00' })
  expect(newOrderHref({ class: 0, region: null, price: '5' })).toBe('/orders?new=1&class=0&price=5')
  expect(of('class=256&region=-1&price=0x1&gpus=0&hours=900')).toEqual({})
})
