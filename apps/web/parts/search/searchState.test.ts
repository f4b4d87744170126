import { countFilters } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { readingPlace } from '#web/i18n/reading.ts'
import { changedSearch, paramsOfSearch, queryOfSearch, searchFromParams, withoutFilters } from '#web/parts/search/searchState.ts'

const read = (address: string) => searchFromParams(new URLSearchParams(address))

describe('searchState', () => {
  test('an empty address asks for a day at the lowest price first', () => {
    expect(queryOfSearch(read(''))).toEqual({ hours: 24, sort: 'price', limit: 24 })
    expect(paramsOfSearch(read(''))).toBe('')
  })

  test('shows half as many machines first on a phone, and as many as the address says', () => {
    Object.assign(globalThis, { [readingPlace]: { isPhone: () => true } })
    expect([read('').shown, read('shown=24').shown, changedSearch(read(''), { hours: 2 }).shown]).toEqual([12, 24, 12])
    expect([paramsOfSearch(read('')), paramsOfSearch(read('shown=24'))]).toEqual(['', 'shown=24'])
    Object.assign(globalThis, { [readingPlace]: undefined })
    expect(paramsOfSearch(read('shown=24'))).toBe('')
  })

  test('an address survives reading and writing', () => {
    const address =
      'text=oslo&class=1,4&region=3&vram=48&gpus=4&hours=8&start=500000&max=2.5&isolation=gvisor,kata&link=nvlink&images=only&simulated=hide&run=llama-3.3-70b_8bit&sort=total&shown=48'
    expect(paramsOfSearch(read(address))).toBe(address)
  })

  test('sorts by fit if a program is chosen, unless the search has another sort order', () => {
    expect(read('run=llama-3.3-70b').sort).toBe('fit')
    expect(paramsOfSearch(read('run=llama-3.3-70b&sort=fit'))).toBe('run=llama-3.3-70b')
    expect(paramsOfSearch(read('run=llama-3.3-70b&sort=price'))).toBe('run=llama-3.3-70b&sort=price')
    expect(changedSearch(read('sort=value'), { run: 'sdxl' }).sort).toBe('fit')
    expect(changedSearch(read('run=sdxl&sort=total'), { run: 'llama-3.3-70b' }).sort).toBe('total')
    expect(changedSearch(read('run=sdxl'), { run: '' }).sort).toBe('price')
    expect(changedSearch(read('shown=48'), { hours: 2 })).toEqual(read('hours=2'))
  })

  test('asks the API for a later start', () => {
    expect(queryOfSearch(read('start=500000')).startHour).toBe(500_000)
    expect(queryOfSearch(read(''))).not.toHaveProperty('startHour')
  })

  test('asks the API for the highest price in base units', () => {
    expect(queryOfSearch(read('max=2.5')).maxPricePerGpuHour).toBe('2500000000000000000')
  })

  test('ignores values that are not valid', () => {
    expect(read('gpus=99&hours=x&start=soon&max=cheap&sort=best&class=a,2,999&isolation=jail,&run=<b>')).toEqual({ ...read(''), classes: [2] })
  })

  test('asks the API for levels of isolation, in their order', () => {
    expect(queryOfSearch(read('isolation=kata,gvisor,kata')).isolation).toBe('gvisor,kata')
    expect(queryOfSearch(read(''))).not.toHaveProperty('isolation')
    expect(countFilters(read('isolation=gvisor,kata'))).toBe(2)
    expect(paramsOfSearch(withoutFilters(read('isolation=gvisor')))).toBe('')
  })

  test('asks the API for links between GPUs, and ignores links that do not exist', () => {
    expect(queryOfSearch(read('link=pcie,nvlink,usb')).gpuLink).toBe('nvlink,pcie')
    expect(queryOfSearch(read('link=usb'))).not.toHaveProperty('gpuLink')
    expect(countFilters(read('link=nvlink,pcie'))).toBe(2)
    expect(paramsOfSearch(withoutFilters(read('link=nvlink')))).toBe('')
  })

  test('counts each chosen filter, but not duration and sort order', () => {
    expect(countFilters(read('class=1,4&region=3&hours=8&sort=total&simulated=hide&run=sdxl'))).toBe(5)
  })

  test('leaves start, duration and sort order when filters are cleared', () => {
    expect(paramsOfSearch(withoutFilters(read('class=1&run=sdxl&hours=8&start=500000&sort=total')))).toBe('hours=8&start=500000&sort=total')
  })
})
