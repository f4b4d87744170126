import { expect, test } from 'vitest'
import { chartScale, drawnBand, drawnCandle } from '#web/features/market/chartScale.ts'

const candle = (prices: { low: string; high: string }) =>
  drawnCandle({ start: 0, open: prices.low, close: prices.high, ...prices, gpuSeconds: '7200', trades: 1 })

test('a scale holds every price, and one price alone is inside of it', () => {
  const scale = chartScale([candle({ low: '500000000000000', high: '550000000000000' })])
  expect(scale.bottom).toBeLessThan(1.8)
  expect(scale.top).toBeGreaterThan(1.98)
  expect(scale.lines).toHaveLength(5)
  expect(scale.mostHours).toBe(2)
  const flat = chartScale([candle({ low: '500000000000000', high: '500000000000000' })])
  expect(flat.top).toBeGreaterThan(flat.bottom)
  const free = chartScale([candle({ low: '0', high: '0' })])
  expect(free.top).toBeGreaterThan(free.bottom)
})

test('a scale holds the band of a forecast, which begins at the last price', () => {
  const forecast = { pricePerGpuSecond: '500000000000000', hours: 200, points: [{ at: 7_200, low: '400000000000000', high: '700000000000000' }] }
  const band = drawnBand(forecast, 3_600)
  expect(band[0]).toEqual({ at: 3_600, low: 1.8, high: 1.8 })
  const scale = chartScale([candle({ low: '500000000000000', high: '500000000000000' })], band)
  expect(scale.bottom).toBeLessThan(1.44)
  expect(scale.top).toBeGreaterThan(2.52)
})
