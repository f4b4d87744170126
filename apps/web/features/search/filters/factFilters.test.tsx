import type { FacetsWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { FactFilters } from '#web/features/search/filters/FactFilters.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const none: FacetsWire = {
  ...{ classes: [], regions: [], vramGib: [], gpus: [], readySeconds: [], isolation: [], gpuLinks: [], tiers: [] },
  ...{ simulated: { simulated: 0, real: 0 }, pricePerGpuSecond: null, prices: [] },
}
const links: FacetsWire['gpuLinks'] = [
  { link: 'nvlink', count: 3 },
  { link: 'pcie', count: 12 },
]

describe('filters by facts of machines', () => {
  const shown = (facets: Partial<FacetsWire>, { address = '', language = 'en' as 'en' | 'zh' } = {}) => {
    const search = searchFromParams(new URLSearchParams(address))
    return markupFor(language, <FactFilters search={search} facets={{ ...none, ...facets }} change={() => undefined} />)
  }

  test('show the links between GPUs with their numbers of machines, and mark the chosen one', () => {
    const markup = shown({ gpuLinks: links }, { address: 'link=nvlink' })
    expect(markup).toMatch(/<section class="fgroup" aria-label="Interconnect \(reported\)">/)
    expect(markup).toMatch(/checked=""[^>]*>.{0,60}NVLink.{0,60}>3</)
    expect(markup).toMatch(/PCIe.{0,60}>12</)
    expect(markup.match(/checked=""/g)).toHaveLength(1)
    expect(markup).toContain('as the machine or its class states it')
  })

  test('show them in Chinese', () => {
    const markup = shown({ gpuLinks: links }, { language: 'zh' })
    expect(markup).toContain('aria-label="GPU 互连（自报）"')
    expect(markup).toContain('机器自报')
  })

  test('show the trust tiers in words, and mark the chosen one', () => {
    const tiers = [
      { atLeast: 1, count: 9 },
      { atLeast: 3, count: 1 },
    ]
    const markup = shown({ tiers }, { address: 'tier=3' })
    expect(markup).toMatch(/Verified or better.{0,60}>9</)
    expect(markup).toMatch(/checked=""[^>]*>.{0,60}Data centre.{0,60}>1</)
    expect(shown({ tiers }, { language: 'zh' })).toContain('已验证及以上')
  })

  test('leave out a fact that is known of no machine', () => {
    expect(shown({})).toBe('')
    const markup = shown({ readySeconds: [{ atMost: 30, count: 2 }], isolation: [{ level: 'gvisor', count: 1 }] })
    expect(markup.match(/<h2>/g)).toHaveLength(2)
    expect(markup).toContain('30 s')
    expect(markup).toContain('gVisor')
  })
})
