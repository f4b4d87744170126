import { describe, expect, test } from 'vitest'
import { checkPrice } from './checkListing.ts'

// 0.36 PT per GPU-hour.
const listed = { name: 'NVIDIA L4 24 GB', medianPricePerGpuSecond: '100000000000000', listedNodes: 3 }
const check = (pricePerGpuHour: string | null, isRegistered = false, of: Partial<typeof listed> = {}) =>
  checkPrice({ pricePerGpuHour }, { listed: { ...listed, ...of }, isRegistered })

describe('the price of a machine', () => {
  test('is shown beside the median of free machines', () => {
    expect(check('0.40')).toMatchObject({
      state: 'ok',
      detail: '0.4000 PT per GPU-hour; the median of free NVIDIA L4 24 GB machines is 0.3600 PT',
    })
    expect(check(null)).toMatchObject({ code: 'node.settings_missing', detail: expect.stringContaining('median of free NVIDIA L4 24 GB machines') })
  })

  test('is warned of when it is far from the median, and does not stop the listing', () => {
    expect(check('5000000')).toMatchObject({ state: 'warned', code: null, detail: expect.stringContaining('more than 50 % above this median') })
    expect(check('0.01')).toMatchObject({ state: 'warned', detail: expect.stringContaining('less than half of this median') })
  })

  test('is not compared with its own machine', () => {
    expect(check('5000000', true, { listedNodes: 1 })).toMatchObject({ state: 'ok', detail: '5,000,000.0000 PT per GPU-hour' })
    expect(checkPrice({ pricePerGpuHour: '1' }, { listed: null, isRegistered: false })).toMatchObject({ state: 'ok' })
  })

  test('suggests a point for a decimal comma', () => {
    expect(check('0,07')).toMatchObject({ code: 'node.price_invalid', fix: 'infinitio provide --price 0.07' })
    expect(check('0,070')).toMatchObject({ code: 'node.price_invalid', fix: 'infinitio provide --price 0.070' })
  })
})
