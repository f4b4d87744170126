import { expect, test } from 'vitest'
import { chartScale, drawnBand, drawnCandle } from '#web/features/market/chartScale.ts'

const candle = (prices: { low: string; high: string }) =>
  drawnCandle({ start: 0, open: prices.low, close: prices.high, ...prices, gpuSeconds: '7200', trades: 1 })

test('contains every price, and puts a single price inside the scale', () => {
  const scale = chartScale([candle({ low: '500000000000000', high: '550000000000000' })])
  expect(scale.bottom).toBeLessThan(1.8)
  expect(scale.top).toBeGreaterThan(1.98)
  expect(scale.mostHours).toBe(2)
  const flat = chartScale([candle({ low: '500000000000000', high: '500000000000000' })])
  expect(flat.top).toBeGreaterThan(flat.bottom)
  const free = chartScale([candle({ low: '0', high: '0' })])
  expect(free.top).toBeGreaterThan(free.bottom)
})

test('contains the band of a forecast, which begins at the last price', () => {
  const forecast = { pricePerGpuSecond: '500000000000000', hours: 200, points: [{ at: 7_200, low: '400000000000000', high: '700000000000000' }] }
  const band = drawnBand(forecast, 3_600)
  expect(band[0]).toEqual({ at: 3_600, low: 1.8, high: 1.8 })
  const scale = chartScale([candle({ low: '500000000000000', high: '500000000000000' })], band)
  expect(scale.bottom).toBeLessThan(1.44)
  expect(scale.top).toBeGreaterThan(2.52)
})

test.each([
  ['1.8', '1.98', ['1.80', '1.85', '1.90', '1.95', '2.00']],
  ['0.1', '0.1', ['0.090', '0.095', '0.100', '0.105', '0.110']],
  ['0.05', '0.05', ['0.045', '0.050', '0.055']],
  ['0', '40', ['0.00', '10.00', '20.00', '30.00', '40.00']],
  ['0.00000012', '0.00000031', ['0.00000010', '0.00000015', '0.00000020', '0.00000025', '0.00000030']],
])('draws lines between %s and %s at round prices with distinct labels', (low, high, texts) => {
  const perSecond = (text: string) => String(Math.round((Number(text) * 1e18) / 3_600))
  const { lines, digits, bottom, top } = chartScale([candle({ low: perSecond(low), high: perSecond(high) })])
  expect(lines.map((line) => line.toFixed(digits))).toEqual(texts)
  expect(lines.every((line) => line > bottom * 0.999 - 1e-12 && line < top * 1.001)).toBe(true)
})
