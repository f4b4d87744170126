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

  it('has each AMD class that the agent detects, after the classes of earlier deployments', () => {
    const amd = catalogueClasses.filter(({ name }) => name.startsWith('AMD '))
    expect(amd).toHaveLength(10)
    expect(catalogueClasses.slice(-10)).toEqual(amd)
  })

  it('prices a class without offers below each offered class with the same performance', () => {
    const perHour = (name: string) => Number(catalogueClasses.find((entry) => entry.name === name)?.referencePricePerGpuSecond ?? 0n) * 3_600e-18
    expect(perHour('AMD MI300X 192 GB')).toBeCloseTo(1.99, 6)
    expect(perHour('AMD MI355X 288 GB')).toBeLessThan(perHour('NVIDIA B200 180 GB'))
    expect(perHour('AMD RX 7900 XTX 24 GB')).toBeLessThan(perHour('NVIDIA RTX 4090 24 GB'))
    expect(perHour('AMD MI250 half 64 GB')).toBe(perHour('AMD MI210 64 GB'))
  })

  it('has a reference performance for every class', () => {
    expect(catalogueClasses.filter(({ name }) => referencePerformanceOf(name) === null)).toEqual([])
  })
})
