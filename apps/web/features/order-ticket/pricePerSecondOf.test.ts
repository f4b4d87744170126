import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellDraft, isOfCell } from '#web/features/order-ticket/cellDraft.ts'
import { limitFieldText, priceFieldText, pricePerSecondOf } from '#web/features/order-ticket/pricePerSecondOf.ts'
import { priceBesideBestAsk } from '#web/features/order-ticket/priceBesideBestAsk.ts'
import { plainTicket } from '#web/features/order-ticket/ticketDraft.ts'

const seed = 20_265

test('reads back exactly the price that a field shows', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 96n - 1n }), (price) => {
      expect(pricePerSecondOf(priceFieldText(price))).toBe(price)
    }),
    { seed },
  )
  expect(priceFieldText(550_000_000_000_000n)).toBe('1.98')
  // A price of 1.90 PT per hour is not a whole number of base units per second. The field still shows 1.90, and not the rounded price.
  expect(priceFieldText(pricePerSecondOf('1.90') ?? 0n)).toBe('1.90')
})

test('fills a limit with few decimals that meet the price', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 95n }), (price) => {
      const limit = pricePerSecondOf(limitFieldText(price)) ?? 0n
      expect(limit >= price && (limit - price) * 1_000_000_000n <= price).toBe(true)
    }),
    { seed },
  )
  // A division left this price just below 1.47936 PT per hour.
  expect([limitFieldText(410_933_333_333_332n), limitFieldText(550_000_000_000_000n)]).toEqual(['1.47936', '1.98'])
  expect(limitFieldText(pricePerSecondOf('1.90') ?? 0n)).toBe('1.90')
})

test('compares a price with the cheapest ask', () => {
  expect(priceBesideBestAsk(9n, null)).toEqual({ kind: 'none' })
  expect(priceBesideBestAsk(5n * 10n ** 14n, 5n * 10n ** 14n)).toEqual({ kind: 'meets', ask: '1.80' })
  expect(priceBesideBestAsk(48n * 10n ** 13n, 5n * 10n ** 14n)).toEqual({ kind: 'below', ask: '1.80', percent: '4.0' })
})

test('fills the ticket from a cell of the table, and marks the cell until the order changes', () => {
  const cell = { pricePerGpuSecond: 550_000_000_000_000n, hours: 6, from: 1_800_000_000 }
  const filled = { ...plainTicket, ...cellDraft(cell) }
  expect(filled).toMatchObject({ priceText: '1.98', hours: 6, start: 'window', startFrom: '2027-01-15T08:00', startUntil: '2027-01-15T09:00' })
  expect(isOfCell(filled, cell)).toBe(true)
  expect(isOfCell({ ...filled, priceText: '1.97' }, cell)).toBe(false)
  expect(isOfCell(filled, { ...cell, from: null })).toBe(false)
  expect(isOfCell({ ...filled, ...cellDraft({ ...cell, from: null }) }, { ...cell, from: null })).toBe(true)
})
