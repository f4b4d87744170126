import { describe, expect, test } from 'vitest'
import { changeText, gpuHoursText, hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'

describe('marketTexts', () => {
  test('format prices per GPU-hour', () => {
    expect(hourPriceText('550000000000000')).toBe('1.98')
    expect(hourPriceText(null)).toBe('–')
  })

  test.each([
    [120, '+1.2\u00a0%'],
    [-80, '−0.8\u00a0%'],
    [0, '0.0\u00a0%'],
    [null, '–'],
  ])('say a change of %s basis points with its sign', (bps, text) => {
    expect(changeText(bps)).toBe(text)
  })

  test('format shares and hours in short form', () => {
    expect([percentText(7_849), percentText(null)]).toEqual(['78\u00a0%', '–'])
    expect([gpuHoursText('0'), gpuHoursText('5400'), gpuHoursText('66283200')]).toEqual(['0', '1.5', '18,412'])
  })
})
