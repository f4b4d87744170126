import { readFileSync } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { gpusOfDevices } from '../machineReadings.ts'
import { parseNvidiaSmi } from './watchNvidia.ts'
import { parseRocmSmi } from '../../detect/amd/parseRocmSmi.ts'
import { parseXid, placeOnBus, XidWatch } from './xidWatch.ts'

const recorded = (name: string): string => readFileSync(path.join(import.meta.dirname, '../../../test/recorded', name), 'utf8')
const nvidia = recorded('nvidia-smi.csv').trim().split('\n').map(parseNvidiaSmi)

describe('parses a line of nvidia-smi', () => {
  test('returns one GPU with all its numbers', () => {
    expect(nvidia[0]).toEqual({
      ...{ index: 0, uuid: 'GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71', busId: '00000000:19:00.0', name: 'NVIDIA H100 80GB HBM3', percent: 97 },
      ...{ memoryUsedMib: 71_234, memoryTotalMib: 81_559, celsius: 64, watts: 612.43, coreMhz: 1_755, memoryMhz: 2_619, eccErrors: 0, xid: null },
    })
    expect(nvidia[1]).toMatchObject({ index: 1, eccErrors: 2 })
  })

  test('returns null, never zero, for a number that the driver does not have', () => {
    expect(nvidia[2]).toMatchObject({ name: 'NVIDIA GeForce RTX 4090', watts: 55.1, eccErrors: null })
    expect(nvidia[3]).toMatchObject({ percent: null, memoryUsedMib: null, watts: null, coreMhz: null, memoryTotalMib: 9_728 })
  })

  test('returns no GPU for a malformed line', () => {
    const lines = recorded('nvidia-smi-malformed.txt').trim().split('\n')
    expect(lines.length).toBeGreaterThan(8)
    for (const line of [...lines, '', ','.repeat(11), 'x'.repeat(100_000)]) expect(parseNvidiaSmi(line), line.slice(0, 80)).toBeNull()
  })
})

describe('parses what rocm-smi prints', () => {
  test('returns the cards and skips warnings', () => {
    expect(parseRocmSmi(recorded('rocm-smi.txt'))).toEqual([
      {
        ...{ index: 0, uuid: '0x1d2f4e7a9b3c5d6e', busId: '0000:0C:00.0', name: 'AMD Instinct MI300X', percent: 88 },
        ...{ memoryUsedMib: 98_144, memoryTotalMib: 196_288, celsius: 46, watts: 389, coreMhz: 2_100, memoryMhz: 1_300, eccErrors: null, xid: null },
      },
      {
        ...{ index: 1, uuid: null, busId: '0000:83:00.0', name: 'Radeon RX 7900 XTX', percent: null },
        ...{ memoryUsedMib: 26, memoryTotalMib: 24_560, celsius: 34, watts: 9, coreMhz: 800, memoryMhz: 96, eccErrors: null, xid: null },
      },
    ])
  })

  test('returns no GPUs for malformed output', () => {
    for (const text of ['', '{', 'WARNING: No AMD GPUs specified', '[]', '{"card0": 7}', '{"card": {}, "card1x": {}, "__proto__": {}}', '{"card0": '])
      expect(parseRocmSmi(text), text).toEqual([])
    expect(parseRocmSmi('{"card7": {"GPU use (%)": {"a": 1}, "Unique ID": 7, "VRAM Total Memory (B)": "-1"}}')).toMatchObject([
      { index: 7, percent: null, uuid: null, memoryTotalMib: null },
    ])
  })
})

test("returns the GPUs that a lease's devices name, by number, by name or all", () => {
  const gpus = nvidia.filter((gpu) => gpu !== null)
  const held = (...devices: string[]): number[] => gpusOfDevices(gpus, devices).map(({ index }) => index)
  expect(held('nvidia.com/gpu=1')).toEqual([1])
  expect(held('nvidia.com/gpu=all')).toEqual([0, 1, 2, 3])
  expect(held('nvidia.com/gpu=GPU-c0ffee11-97aa-44f0-8f11-2f6f6cbb9d02', 'nvidia.com/gpu=0')).toEqual([0, 1])
  expect(held('nvidia.com/gpu=1:0', 'example.com/disk=2')).toEqual([])
  expect(held('0000:19:00.0')).toEqual([0])
  expect(held('0001:19:00.0', '0000:19:00'), 'another card, and no whole address').toEqual([])
  expect(held()).toEqual([])
})

describe("parses an error in the kernel's log", () => {
  test('names the GPU by one spelling of its PCI address', () => {
    const record = '3,1187,5123456789,-;NVRM: Xid (PCI:0000:3b:00): 79, pid=1234, name=python, GPU has fallen off the bus.\n'
    expect(parseXid(record)).toEqual({ busId: '0:3b:00', number: 79 })
    expect(placeOnBus('00000000:3B:00.0')).toBe('0:3b:00')
    expect(placeOnBus('0001:3B:00.0')).toBe('1:3b:00')
  })

  test('ignores lines of programs, and other lines', () => {
    expect(parseXid('12,1187,5123456789,-;NVRM: Xid (PCI:0000:3b:00): 79, pid=1')).toBeNull()
    expect(parseXid('3,1187,5123456789,-;usb 1-1: NVRM: Xid (PCI:0000:3b:00): 79')).toBeNull()
    expect(parseXid('')).toBeNull()
  })
})

test('returns an Xid error only for leases that began before it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-xid-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const log = path.join(folder, 'kmsg')
  await writeFile(log, '')
  const watch = await XidWatch.open(log)
  onTestFinished(() => watch.close())
  await appendFile(log, '3,1187,5123456789,-;NVRM: Xid (PCI:0000:3b:00): 79, pid=1234\n')
  await watch.look()
  expect(watch.of('00000000:3b:00.0')).toBe(79)
  expect(watch.of('00000000:3b:00.0', { sinceMs: 0 })).toBe(79)
  expect(watch.of('00000000:3b:00.0', { sinceMs: performance.now() + 1 })).toBeNull()
  await appendFile(log, '3,1188,5123456790,-;NVRM: Xid (PCI:0000:3b:00): 45, pid=1234\n')
  await watch.look()
  expect(watch.of('00000000:3b:00.0'), 'the driver ends programs after a hardware error').toBe(79)
})
