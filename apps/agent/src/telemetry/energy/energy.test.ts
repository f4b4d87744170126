import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CpuEnergy, cpuWattsOf, wattHours } from './cpuEnergy.ts'

describe("reads a processor's energy counter", () => {
  async function processors(...microjoules: number[]): Promise<{ folder: string; set(index: number, text: string): Promise<void> }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-rapl-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const set = (index: number, text: string) => writeFile(path.join(folder, `intel-rapl:${index}`, 'energy_uj'), text)
    for (const [index, value] of microjoules.entries()) {
      await mkdir(path.join(folder, `intel-rapl:${index}`))
      await writeFile(path.join(folder, `intel-rapl:${index}`, 'max_energy_range_uj'), '100000000\n')
      await set(index, `${value}\n`)
    }
    // This counter measures only a part of the first processor. The counter of the whole processor already includes it, so it must not be added.
    await mkdir(path.join(folder, 'intel-rapl:0:0'))
    return { folder, set }
  }

  test('returns the joules of all processors since the last look, also after a counter wrapped around', async () => {
    const { folder, set } = await processors(1_000_000, 90_000_000)
    const energy = await CpuEnergy.open(folder)
    expect(await energy.joulesSince()).toBeNull()
    await set(0, '3500000\n')
    await set(1, '5000000\n')
    expect(await energy.joulesSince()).toBeCloseTo(2.5 + 15)
  })

  test('returns null for an unreadable counter, and no estimate for the gap', async () => {
    const { folder, set } = await processors(1_000_000)
    const energy = await CpuEnergy.open(folder)
    await energy.joulesSince()
    await set(0, 'nonsense\n')
    expect(await energy.joulesSince()).toBeNull()
    await set(0, '9000000\n')
    expect(await energy.joulesSince()).toBeNull()
    expect(await (await CpuEnergy.open(path.join(folder, 'none'))).joulesSince()).toBeNull()
  })
})

describe('calculates the power of a lease', () => {
  test('divides the counted energy by busy time, and never gives all leases together more', () => {
    const cpu = { elapsedMs: 5_000, busyMs: 4_000, joules: 200 }
    expect(cpuWattsOf(3_000, cpu)).toBe(30)
    expect(cpuWattsOf(1_000, cpu) + cpuWattsOf(3_000, cpu)).toBe(40)
    expect(cpuWattsOf(9_000, cpu)).toBe(40)
    expect(cpuWattsOf(0, cpu)).toBe(0)
  })

  test('uses 5 W for each busy thread without a counter', () => {
    expect(cpuWattsOf(10_000, { elapsedMs: 5_000, busyMs: 10_000, joules: null })).toBe(10)
    expect(cpuWattsOf(10_000, { elapsedMs: 0, busyMs: 0, joules: null })).toBe(0)
  })

  test('converts power over an hour to watt-hours', () => {
    expect(wattHours(300, 3_600_000)).toBe(300)
    expect(wattHours(720, 5_000)).toBe(1)
  })
})
