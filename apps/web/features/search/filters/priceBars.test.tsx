import { parsePt } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { PriceBars } from '#web/features/search/filters/PriceBars.tsx'
import { machinesIn, maxPriceOf, minPriceOf, type PriceSteps, stepsBelow, stepsUpTo } from '#web/features/search/filters/priceChoice.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const step = (above: string, atMost: string | null, count: number) => ({
  above: String(parsePt(above)),
  atMost: atMost === null ? null : String(parsePt(atMost)),
  count,
})
const steps: PriceSteps = [step('0.8', '1', 4), step('1', '1.25', 0), step('1.25', '1.6', 8), step('1.6', '2', 2)]

describe('the highest price of a search', () => {
  test.each([
    ['', 4],
    ['abc', 4],
    ['0.5', 1],
    ['1', 1],
    ['1.01', 2],
    ['1.60', 3],
    ['1.7', 4],
    ['900', 4],
  ])('%j reaches %i steps', (price, reached) => {
    expect(stepsUpTo(steps, price)).toBe(reached)
  })

  test('is the upper end of the last step, which reads back as the same step', () => {
    expect([1, 2, 3, 4].map((reached) => maxPriceOf(steps, reached))).toEqual(['1.00', '1.25', '1.60', ''])
    for (const reached of [1, 2, 3, 4]) expect(stepsUpTo(steps, maxPriceOf(steps, reached))).toBe(reached)
    const dear = [step('0.0008', '0.001', 1), step('1000', '1250', 1), step('8000', null, 1)]
    expect([1, 2, 3].map((reached) => maxPriceOf(dear, reached))).toEqual(['0.001', '1250.00', ''])
    expect(stepsUpTo(dear, '1250.00')).toBe(2)
  })

  test('counts the machines up to it', () => {
    expect([1, 2, 3, 4].map((reached) => machinesIn(steps, reached))).toEqual([4, 4, 12, 14])
  })
})

describe('the lowest price of a search', () => {
  test.each([
    ['', 0],
    ['abc', 0],
    ['0.5', 0],
    ['1', 1],
    ['1.1', 1],
    ['1.25', 2],
    ['900', 4],
  ])('%j leaves out %i steps', (price, left) => {
    expect(stepsBelow(steps, price)).toBe(left)
  })

  test('is the lower end of the first step, which reads back as the same step', () => {
    expect([0, 1, 2, 3].map((left) => minPriceOf(steps, left))).toEqual(['', '1.00', '1.25', '1.60'])
    for (const left of [0, 1, 2, 3]) expect(stepsBelow(steps, minPriceOf(steps, left))).toBe(left)
  })
})

describe('the bars of prices', () => {
  const shown = (maxPrice: string, language: 'en' | 'zh' = 'en', minPrice = '') =>
    markupFor(language, <PriceBars steps={steps} minPrice={minPrice} maxPrice={maxPrice} change={() => undefined} />)

  test('mark the bars between the lowest and the highest price, and say both', () => {
    const markup = shown('1.6', 'en', '1')
    expect(markup.match(/class="on"/g)).toHaveLength(2)
    expect(markup).toMatch(/<input type="range" min="0" max="3"[^>]*aria-label="Lowest price to show" aria-valuetext="from 1 PT\/h"/)
    expect(markup).toContain('>from 1 to 1.60 PT/h<')
    expect(shown('', 'en', '1.25')).toContain('>from 1.25 PT/h<')
    expect(shown('1.6', 'zh', '1')).toContain('>1 至 1.60 PT/小时<')
    expect(shown('')).toContain('aria-valuetext="any price"')
  })

  test('have a bar for each step, as high as its share, and mark those within the highest price', () => {
    const markup = shown('1.6')
    expect([...markup.matchAll(/height:(\d+)%/g)].map(([, height]) => Number(height))).toEqual([50, 0, 100, 25])
    expect(markup.match(/class="on"/g)).toHaveLength(3)
    expect(shown('').match(/class="on"/g)).toHaveLength(4)
  })

  test('claim no number of machines for a typed price inside a step', () => {
    const markup = shown('1.01')
    expect(markup).toContain('aria-valuetext="up to 1.01 PT/h"')
    expect(markup.match(/class="on"/g)).toHaveLength(1)
    expect(shown('0.00001')).not.toContain('class="on"')
  })

  test('have a slider of the highest price, whose value screen readers read as price and number of machines', () => {
    const markup = shown('1.6')
    expect(markup).toMatch(/<input type="range" min="1" max="4"[^>]*aria-label="Highest price to show"/)
    expect(markup).toContain('aria-valuetext="up to 1.60 PT/h: 12 of 14 machines"')
    expect(shown('')).toContain('aria-valuetext="any price: 14 machines"')
    expect(shown('1.6', 'zh')).toContain('aria-valuetext="不超过 1.60 PT/小时：14 台中的 12 台"')
    // Bars take clicks only; the keyboard and screen readers use the slider.
    expect(markup.match(/<button[^>]*tabindex="-1"/g)).toHaveLength(4)
  })
})
