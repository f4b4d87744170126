import { describe, expect, test } from 'vitest'
import { checkPrice } from './checkListing.ts'

// 0.36 PT per GPU-hour.
const listed = { name: 'NVIDIA L4 24 GB', medianPricePerGpuSecond: '100000000000000', listedNodes: 3, referencePricePerGpuSecond: '83333333333333' }
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

  test('is proposed: the median or, without another machine, the reference price', () => {
    expect(check(null)).toMatchObject({
      detail: 'not given; 0.36 PT is the median of free NVIDIA L4 24 GB machines',
      fix: 'infinitio provide --price 0.36',
    })
    const detail = 'not given; 0.3 PT is the reference price of this market for NVIDIA L4 24 GB; no other NVIDIA L4 24 GB is free now'
    expect(check(null, true, { listedNodes: 1 })).toMatchObject({ detail, fix: 'infinitio provide --price 0.3' })
    expect(checkPrice({ pricePerGpuHour: null }, { listed: null, isRegistered: false })).toMatchObject({
      ...{ detail: 'not given', fix: 'infinitio provide --price <PT per GPU-hour>' },
    })
  })

  test('is warned of when it is below the least price of the signing permission', () => {
    const under = (pricePerGpuHour: string) =>
      checkPrice({ pricePerGpuHour }, { listed, isRegistered: true, mandate: { minPricePerGpuSecond: '97222222222222' } })
    expect(under('0.34')).toMatchObject({ state: 'warned', detail: expect.stringContaining('The signing permission allows 0.3500 PT or more') })
    expect(under('0.35')).toMatchObject({ state: 'ok' })
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
