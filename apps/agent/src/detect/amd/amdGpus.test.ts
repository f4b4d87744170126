import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { gpuClassName } from '../gpuClassName.ts'
import { parseAmdSmi, parseRocmCards } from '../detectGpus.ts'

/**
 * Reads a recorded output of one of AMD's tools. Each output format that AMD's releases have used has one recording. The recordings come from public bug
 * reports, because no test machine has an AMD GPU.
 */
const recorded = (name: string): string => readFileSync(path.join(import.meta.dirname, '../../../test/recorded', name), 'utf8')

describe('parses what amd-smi prints', () => {
  test.each([
    ['amd-smi-6.0.txt', 'MI250X', 64, '6.3.6'],
    ['amd-smi-6.txt', 'AMD Instinct MI300X', 192, '6.10.5'],
    ['amd-smi-7.txt', 'AMD Instinct MI210', 64, '6.14.0-24-generic'],
  ])('in %s is its cards with memory and driver, without the graphics of a processor', (file, model, vramGib, driver) => {
    expect(parseAmdSmi(recorded(file))).toEqual([{ maker: 'amd', model, vramGib, driver }])
    expect(parseAmdSmi(`WARNING: driver is old\n${recorded(file)}`)).toHaveLength(1)
  })

  test('returns no GPUs for malformed output', () => {
    for (const text of [
      '',
      '[',
      '{}',
      '{"gpu_data": 7}',
      '[7, null, {"asic": {}}]',
      'ERROR: no driver',
      '[{"asic": {"market_name": "N/A"}, "vram": {"size": "N/A"}}]',
    ])
      expect(parseAmdSmi(text), text).toEqual([])
    const halfSaid = { asic: { market_name: 'AMD Instinct MI300X' }, vram: { size: { value: 'N/A', unit: 'MB' } } }
    expect(parseAmdSmi(JSON.stringify([halfSaid]))).toEqual([])
  })
})

describe('parses what rocm-smi prints', () => {
  test('names the cards by their products, before release 6 and since', () => {
    expect(parseRocmCards(recorded('rocm-smi-5.txt'))).toEqual([{ maker: 'amd', model: 'AMD Instinct MI100', vramGib: 32, driver: '5.18.13' }])
    expect(parseRocmCards(recorded('rocm-smi-6.txt'))).toEqual([
      { maker: 'amd', model: 'Radeon RX 7900 XT', vramGib: 20, driver: '6.10.5' },
      { maker: 'amd', model: 'Radeon RX 7900 XTX', vramGib: 24, driver: '6.10.5' },
    ])
    expect(parseRocmCards('WARNING: No AMD GPUs specified')).toEqual([])
  })
})

test('maps AMD GPUs to classes of the catalogue, and cheaper variants to no class', () => {
  const catalogue = new Map([
    ['AMD MI300X 192 GB', 192],
    ['AMD RX 7900 XTX 24 GB', 24],
  ])
  const classOf = (model: string, vramGib: number) => gpuClassName({ model, vramGib, catalogue })
  expect(classOf('AMD Instinct MI300X', 192)).toBe('AMD MI300X 192 GB')
  expect(classOf('AMD Instinct MI300X', 96)).toBeNull()
  expect(classOf('Radeon RX 7900 XT', 20)).toBeNull()
  expect(classOf('Radeon RX 7900 XTX', 24)).toBe('AMD RX 7900 XTX 24 GB')
  expect(classOf('AMD Instinct MI210', 64)).toBeNull()
})
