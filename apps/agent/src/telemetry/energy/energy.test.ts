import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CpuEnergy, cpuWattsOf, wattHours } from './cpuEnergy.ts'

describe("a processor's own counter", () => {
  async function processors(...microjoules: number[]): Promise<{ folder: string; set(index: number, text: string): Promise<void> }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-rapl-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const set = (index: number, text: string) => writeFile(path.join(folder, `intel-rapl:${index}`, 'energy_uj'), text)
    for (const [index, value] of microjoules.entries()) {
      await mkdir(path.join(folder, `intel-rapl:${index}`))
      await writeFile(path.join(folder, `intel-rapl:${index}`, 'max_energy_range_uj'), '100000000\n')
      await set(index, `${value}\n`)
    }
    // A part of the first processor, which is in its number already.
    await mkdir(path.join(folder, 'intel-rapl:0:0'))
    return { folder, set }
  }

  test('tells the joules since the last look, of all processors, also where a counter began anew', async () => {
    const { folder, set } = await processors(1_000_000, 90_000_000)
    const energy = await CpuEnergy.open(folder)
    expect(await energy.joulesSince()).toBeNull()
    await set(0, '3500000\n')
    await set(1, '5000000\n')
    expect(await energy.joulesSince()).toBeCloseTo(2.5 + 15)
  })

  test('that cannot be read has no number, and none is made of the gap', async () => {
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

describe('the power of a lease', () => {
  test('is its part of what the processor counted by the time it was busy, and all leases together are not more than that', () => {
    const cpu = { elapsedMs: 5_000, busyMs: 4_000, joules: 200 }
    expect(cpuWattsOf(3_000, cpu)).toBe(30)
    expect(cpuWattsOf(1_000, cpu) + cpuWattsOf(3_000, cpu)).toBe(40)
    expect(cpuWattsOf(9_000, cpu)).toBe(40)
    expect(cpuWattsOf(0, cpu)).toBe(0)
  })

  test('is 5 W for each busy thread where there is no counter', () => {
    expect(cpuWattsOf(10_000, { elapsedMs: 5_000, busyMs: 10_000, joules: null })).toBe(10)
    expect(cpuWattsOf(10_000, { elapsedMs: 0, busyMs: 0, joules: null })).toBe(0)
  })

  test('over an hour is as many watt-hours', () => {
    expect(wattHours(300, 3_600_000)).toBe(300)
    expect(wattHours(720, 5_000)).toBe(1)
  })
})
