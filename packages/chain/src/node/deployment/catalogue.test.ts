import { referencePerformanceOf } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { catalogueClasses, catalogueRegions } from './catalogue.ts'

describe('catalogue', () => {
  it('has the ids of listings and orders', () => {
    expect(catalogueClasses.map(({ name }) => name).slice(0, 3)).toEqual(['CPU slot (development)', 'NVIDIA H100 SXM 80 GB', 'NVIDIA H200 141 GB'])
    expect(catalogueRegions).toEqual(['local', 'us-east', 'us-west', 'eu-west', 'eu-north', 'ap'])
  })

  it('prices a GPU-second at a 3,600th of the published hourly price, rounded down', () => {
    const h100 = catalogueClasses[1]
    expect(h100?.referencePricePerGpuSecond).toBe(2_100_000_000_000_000_000n / 3_600n)
    for (const { referencePricePerGpuSecond } of catalogueClasses) expect(referencePricePerGpuSecond).toBeGreaterThan(0n)
  })

  it('has a reference performance for every class', () => {
    expect(catalogueClasses.filter(({ name }) => referencePerformanceOf(name) === null)).toEqual([])
  })
})
