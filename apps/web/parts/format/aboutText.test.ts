import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { aboutText } from '#web/parts/format/aboutText.ts'
import { type Reading, readingPlace } from '#web/i18n/reading.ts'

const readings = new AsyncLocalStorage<Reading>()
Object.assign(globalThis, {
  [readingPlace]: { getStore: () => readings.getStore(), path: () => '/', isPhone: () => false, rates: () => [], sentences: {} },
})
const inYuan = {
  language: 'zh',
  zone: 'UTC',
  zoneName: 'UTC',
  clock: '24',
  rate: { currency: 'CNY', perPt: 7.1104, source: 'x', asOf: 'y', isFixed: false },
} as const

test('rounds an amount in the reader’s currency to three digits, and shows none without a chosen currency', () => {
  const pt = 10n ** 18n
  expect(
    [0n, pt / 1_000n, 2n * pt, 1_284n * pt, -pt, 1n, -1n].map((units) => readings.run(inYuan, () => aboutText(units)?.replaceAll('\u00a0', ' '))),
  ).toEqual(['≈ 0 CNY', '≈ 0.00711 CNY', '≈ 14.2 CNY', '≈ 9,130 CNY', '≈ -7.11 CNY', '<0.0001 CNY', '-<0.0001 CNY'])
  expect(aboutText(pt)).toBeNull()
})
