import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { gpusOfDevices } from '../machineReadings.ts'
import { parseNvidiaSmi } from './watchNvidia.ts'
import { parseRocmSmi } from '../../detect/amd/parseRocmSmi.ts'
import { parseXid, placeOnBus } from './xidWatch.ts'

const recorded = (name: string): string => readFileSync(path.join(import.meta.dirname, '../../../test/recorded', name), 'utf8')
const nvidia = recorded('nvidia-smi.csv').trim().split('\n').map(parseNvidiaSmi)

describe('a line of nvidia-smi', () => {
  test('is one GPU with each of its numbers', () => {
    expect(nvidia[0]).toEqual({
      ...{ index: 0, uuid: 'GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71', busId: '00000000:19:00.0', name: 'NVIDIA H100 80GB HBM3', percent: 97 },
      ...{ memoryUsedMib: 71_234, memoryTotalMib: 81_559, celsius: 64, watts: 612.43, coreMhz: 1_755, memoryMhz: 2_619, eccErrors: 0, xid: null },
    })
    expect(nvidia[1]).toMatchObject({ index: 1, eccErrors: 2 })
  })

  test('has no number where the driver says that it has none, and never a zero for it', () => {
    expect(nvidia[2]).toMatchObject({ name: 'NVIDIA GeForce RTX 4090', watts: 55.1, eccErrors: null })
    expect(nvidia[3]).toMatchObject({ percent: null, memoryUsedMib: null, watts: null, coreMhz: null, memoryTotalMib: 9_728 })
  })

  test('that says anything else is no GPU', () => {
    const lines = recorded('nvidia-smi-malformed.txt').trim().split('\n')
    expect(lines.length).toBeGreaterThan(8)
    for (const line of [...lines, '', ','.repeat(11), 'x'.repeat(100_000)]) expect(parseNvidiaSmi(line), line.slice(0, 80)).toBeNull()
  })
})

describe('what rocm-smi prints', () => {
  test('is its cards, warnings before it left out', () => {
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

  test('is nothing when it is no such answer', () => {
    for (const text of ['', '{', 'WARNING: No AMD GPUs specified', '[]', '{"card0": 7}', '{"card": {}, "card1x": {}, "__proto__": {}}', '{"card0": '])
      expect(parseRocmSmi(text), text).toEqual([])
    expect(parseRocmSmi('{"card7": {"GPU use (%)": {"a": 1}, "Unique ID": 7, "VRAM Total Memory (B)": "-1"}}')).toMatchObject([
      { index: 7, percent: null, uuid: null, memoryTotalMib: null },
    ])
  })
})

test('a lease has the GPUs that its devices name, by number, by name or all, and none of the others', () => {
  const gpus = nvidia.filter((gpu) => gpu !== null)
  const held = (...devices: string[]): number[] => gpusOfDevices(gpus, devices).map(({ index }) => index)
  expect(held('nvidia.com/gpu=1')).toEqual([1])
  expect(held('nvidia.com/gpu=all')).toEqual([0, 1, 2, 3])
  expect(held('nvidia.com/gpu=GPU-c0ffee11-97aa-44f0-8f11-2f6f6cbb9d02', 'nvidia.com/gpu=0')).toEqual([0, 1])
  expect(held('nvidia.com/gpu=1:0', 'example.com/disk=2')).toEqual([])
  expect(held()).toEqual([])
})

describe('an error in the log of the kernel', () => {
  test('names its GPU, whose place on the bus has one spelling', () => {
    const record = '3,1187,5123456789,-;NVRM: Xid (PCI:0000:3b:00): 79, pid=1234, name=python, GPU has fallen off the bus.\n'
    expect(parseXid(record)).toEqual({ busId: '0:3b:00', number: 79 })
    expect(placeOnBus('00000000:3B:00.0')).toBe('0:3b:00')
    expect(placeOnBus('0001:3B:00.0')).toBe('1:3b:00')
  })

  test('that a program wrote, or that is another line, is none', () => {
    expect(parseXid('12,1187,5123456789,-;NVRM: Xid (PCI:0000:3b:00): 79, pid=1')).toBeNull()
    expect(parseXid('3,1187,5123456789,-;usb 1-1: NVRM: Xid (PCI:0000:3b:00): 79')).toBeNull()
    expect(parseXid('')).toBeNull()
  })
})
