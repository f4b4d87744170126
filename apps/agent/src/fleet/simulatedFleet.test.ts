import { describe, expect, test } from 'vitest'
import { pricePerGpuSecond, simulatedFleet } from './simulatedFleet.ts'

describe('the simulated fleet', () => {
  const fleet = simulatedFleet()

  test('has about sixty nodes of about ten providers, with names and slots of their own', () => {
    expect(fleet.length).toBeGreaterThanOrEqual(55)
    expect(fleet.length).toBeLessThanOrEqual(65)
    expect(new Set(fleet.map((node) => node.provider)).size).toBe(10)
    expect(new Set(fleet.map((node) => node.slot)).size).toBe(fleet.length)
    expect(new Set(fleet.map((node) => node.profile.name)).size).toBe(fleet.length)
  })

  test('is labelled simulated everywhere, and every shell opens by saying so', () => {
    for (const node of fleet) {
      expect(node.profile.simulated).toBe(true)
      expect(node.provider).not.toBeNull()
      expect(node.banner).toContain('SIMULATED NODE')
      expect(node.banner).toContain('local shell')
    }
  })

  test('has machines the registry takes: 1 to 15 GPUs, a known place, sizes that fit', () => {
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

  test('has every region and classes, counts, trials and notices that vary', () => {
    const distinct = (read: (node: (typeof fleet)[number]) => unknown) => new Set(fleet.map(read)).size
    expect(distinct((node) => node.regionName)).toBe(5)
    expect(distinct((node) => node.className)).toBe(14)
    expect(distinct((node) => node.gpus)).toBeGreaterThanOrEqual(4)
    expect(distinct((node) => node.ask.trialSeconds)).toBeGreaterThanOrEqual(3)
    expect(distinct((node) => node.ask.noticeSeconds)).toBeGreaterThanOrEqual(3)
  })
})

test('a larger fleet keeps the nodes of the usual one and goes on with names, slots and a label of its own', () => {
  const fleet = simulatedFleet({ nodes: 130 })
  expect(fleet.slice(0, simulatedFleet().length)).toEqual(simulatedFleet())
  expect(new Set(fleet.map((node) => node.slot)).size).toBe(130)
  expect(new Set(fleet.map((node) => node.profile.name)).size).toBe(130)
  expect(fleet.every((node) => node.profile.simulated)).toBe(true)
})

test('a price per GPU-hour becomes a price per GPU-second, rounded down', () => {
  expect(pricePerGpuSecond(3_600)).toBe(10n ** 15n)
  expect(pricePerGpuSecond(50)).toBe(13_888_888_888_888n)
})
