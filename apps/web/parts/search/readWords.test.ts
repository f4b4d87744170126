import type { CatalogueWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { readWords, searchOfWords } from '#web/parts/search/readWords.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

const context = {
  now: Date.parse('2026-11-25T09:00:00Z') / 1_000,
  catalogue: {
    classes: [gpuClass(3, 'RTX 4090', 24), gpuClass(10, 'H100 SXM', 80)],
    regions: [
      { regionId: 1, name: 'eu-west' },
      { regionId: 2, name: 'us-east' },
    ],
  } as CatalogueWire,
}
const search = (address: string) => searchFromParams(new URLSearchParams(address))
const addressOf = (words: string, before = '', byHand = {}) => {
  const params = new URLSearchParams(paramsOfSearch(searchOfWords(words, search(before), byHand, context)))
  expect(params.get('words') ?? '').toBe(words)
  params.delete('words')
  return params.toString().replaceAll('%2C', ',')
}

describe('searchOfWords', () => {
  test.each([
    ['2 x H100 in Europe for 3 hours, under 2.5 PT/h', 'class=10&region=1&gpus=2&hours=3&max=2.5'],
    ['start tomorrow', `start=${Date.parse('2026-11-26T09:00:00Z') / 3_600_000}`],
    ['llama 70b', 'run=llama-3.3-70b'],
    ['llama 70b with vLLM', 'images=only&run=llama-3.3-70b'],
    ['my own docker image', 'images=only'],
    ['cheapest rtx 4090', 'class=3'],
    ['unsloth', ''],
    ['', ''],
  ])('reads "%s" into the fields', (words, address) => {
    expect(addressOf(words)).toBe(address)
  })

  test('clears the fields of the previous sentence, and leaves those that the user chose', () => {
    expect(addressOf('4090', 'words=8 x H100 in Europe&class=10&region=1&gpus=8&vram=24')).toBe('class=3&vram=24')
  })

  test('clears the fields of the previous sentence when the box is emptied', () => {
    expect(addressOf('', 'words=llama 70b&run=70b&simulated=hide')).toBe('simulated=hide')
  })

  test('accepts fields changed with the sentence, unless the sentence sets them too', () => {
    expect(addressOf('H100 for 3 hours', '', { hours: 8, gpus: 4 })).toBe('class=10&gpus=4&hours=3')
  })

  test('takes the length of the sentence, in hours or in minutes', () => {
    expect(addressOf('H100 for 90 minutes', 'hours=8')).toContain('minutes=90')
    expect(addressOf('H100 for 3 hours', 'minutes=90')).toBe('class=10&hours=3')
    expect(addressOf('H100', 'words=4090 for 90 minutes&class=3&minutes=90')).toBe('class=10')
  })

  test('begins at the top of the list, without required words', () => {
    expect(addressOf('H100', 'text=oslo&shown=96')).toBe('class=10')
  })
})

test('reports unknown words and sets no field for them', () => {
  expect(readWords('unsloth', context)).toMatchObject({ patch: {}, unknown: ['unsloth'] })
})

function gpuClass(classId: number, name: string, vramGib: number) {
  return {
    ...{ classId, name, vramGib, referencePricePerGpuSecond: '1', cheapestPricePerGpuSecond: '1', medianPricePerGpuSecond: null },
    ...{ freeGpus: 1, listedNodes: 1 },
  }
}
