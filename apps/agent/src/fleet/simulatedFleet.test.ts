import { describe, expect, test } from 'vitest'
import { pricePerGpuSecond, simulatedFleet } from './simulatedFleet.ts'
import { bannerIn } from '../ssh/banner.ts'

describe('the simulated fleet', () => {
  const fleet = simulatedFleet()

  test('has about sixty nodes of about ten providers, with unique names and slots', () => {
    expect(fleet.length).toBeGreaterThanOrEqual(55)
    expect(fleet.length).toBeLessThanOrEqual(65)
    expect(new Set(fleet.map((node) => node.provider)).size).toBe(10)
    expect(new Set(fleet.map((node) => node.slot)).size).toBe(fleet.length)
    expect(new Set(fleet.map((node) => node.profile.name)).size).toBe(fleet.length)
  })

  test('labels every node as simulated, and every shell shows that first', () => {
    for (const node of fleet) {
      expect(node.profile.simulated).toBe(true)
      expect(node.provider).not.toBeNull()
      expect(bannerIn(node.banner, 'en')).toContain('SIMULATED MACHINE')
      expect(bannerIn(node.banner, 'en')).toContain('a shell on Infinitio’s computer')
      expect(bannerIn(node.banner, 'zh')).toContain('模拟的机器')
      expect(bannerIn(node.banner, 'zh')).toContain(`这里没有 ${node.profile.gpuModel}`)
    }
  })

  test('has machines that the registry accepts: 1 to 15 GPUs, a known location, sizes that fit', () => {
    for (const node of fleet) {
      expect(node.gpus).toBeGreaterThanOrEqual(1)
      expect(node.gpus).toBeLessThanOrEqual(8)
      expect(node.cpuCores).toBeLessThan(65_536)
      expect(Math.abs(node.profile.latitude ?? 999)).toBeLessThanOrEqual(90)
      expect(Math.abs(node.profile.longitude ?? 999)).toBeLessThanOrEqual(180)
      expect(node.ask.pricePerGpuSecond > 0n).toBe(true)
      expect(node.ask.maxDurationSeconds).toBeLessThanOrEqual(28 * 86_400)
    }
  })

  test('has every region, and varies classes, counts, trials and notices', () => {
    const distinct = (read: (node: (typeof fleet)[number]) => unknown) => new Set(fleet.map(read)).size
    expect(distinct((node) => node.regionName)).toBe(5)
    expect(distinct((node) => node.className)).toBe(14)
    expect(distinct((node) => node.gpus)).toBeGreaterThanOrEqual(4)
    expect(distinct((node) => node.ask.trialSeconds)).toBeGreaterThanOrEqual(3)
    expect(distinct((node) => node.ask.noticeSeconds)).toBeGreaterThanOrEqual(3)
  })
})

test('keeps the usual nodes in a larger fleet and gives the further nodes unique names, slots and labels', () => {
  const fleet = simulatedFleet({ nodes: 130 })
  expect(fleet.slice(0, simulatedFleet().length)).toEqual(simulatedFleet())
  expect(new Set(fleet.map((node) => node.slot)).size).toBe(130)
  expect(new Set(fleet.map((node) => node.profile.name)).size).toBe(130)
  expect(fleet.every((node) => node.profile.simulated)).toBe(true)
})

test('converts a price per GPU-hour to a price per GPU-second, rounded down', () => {
  expect(pricePerGpuSecond(3_600)).toBe(10n ** 15n)
  expect(pricePerGpuSecond(50)).toBe(13_888_888_888_888n)
})
