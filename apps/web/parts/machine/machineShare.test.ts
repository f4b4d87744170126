import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computingOf, machineShare, partPerGpu } from '#web/parts/machine/machineShare.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { rentedUnitOf } from '#web/parts/machine/rentedUnitOf.ts'
import { largestFit } from '#web/parts/search/modelFits.ts'

const seed = Number(process.env['SEED'] ?? 20_263)

test(`the share of a lease never has more memory than its own GPUs, nor a model that needs more (seed ${seed})`, () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 1, max: 15 }),
      fc.constantFrom(0, 16, 24, 48, 80, 141),
      (gpus, wanted, vramGib) => {
        const leased = Math.min(gpus, wanted)
        const share = machineShare({ gpus, vramGib }, leased)
        expect(share).toEqual({ gpus: leased, vramGib: leased * vramGib, isWhole: leased === gpus })
        expect(largestFit(share.vramGib)?.memoryGib ?? 0).toBeLessThanOrEqual(leased * vramGib)
      },
    ),
    { seed },
  )
})

test('a lease of one V100 of eight does not fit a 70B model', () => {
  expect(largestFit(machineShare({ gpus: 8, vramGib: 16 }, 1).vramGib)?.run).toBe('sdxl')
  expect(largestFit(machineShare({ gpus: 8, vramGib: 16 }, 8).vramGib)?.run).toBe('llama-3.3-70b_8bit')
})

test('a machine without GPU memory rents out slots, and one that is not known GPUs', () => {
  expect([rentedUnitOf({ className: 'CPU slot (development)' }), rentedUnitOf({ className: 'NVIDIA L4 24 GB' })]).toEqual(['slot', 'gpu'])
  expect([rentedUnit({ vramGib: 0 }), rentedUnit({ vramGib: 16 }), rentedUnit(null)]).toEqual(['slot', 'gpu', 'gpu'])
})

const machine = { gpus: 8, vramGib: 80, cpuCores: 36, ramGib: 1_000, runtime: 'container', simulated: false, ask: { minGpus: 1 } }

test('returns the cores and the RAM that come with each GPU by the default settings of an agent, rounded down', () => {
  expect(partPerGpu(machine)).toEqual({ cpuCores: 4.3, ramGib: 100 })
  expect(partPerGpu({ ...machine, gpus: 3, cpuCores: 32, ramGib: 255 })).toEqual({ cpuCores: 10.3, ramGib: 68 })
  expect(partPerGpu({ ...machine, gpus: 2, cpuCores: 3 })?.cpuCores, 'a small machine keeps no core').toBe(1.5)
})

test('returns what a lease can use: the parts of its GPUs, or the whole machine if it gets all GPUs or shares them', () => {
  const part = computingOf(machine, 2)
  expect([part.cpuCores, part.ramGib]).toEqual([8.6, 200])
  expect(computingOf(machine, 8)).toMatchObject({ cpuCores: 36, ramGib: 1_000 })
  expect(computingOf({ ...machine, runtime: 'local' }, 2)).toMatchObject({ cpuCores: 36, ramGib: 1_000 })
})

test.each([
  ['is rented only as a whole', { ask: { minGpus: 8 } }],
  ['has one GPU', { gpus: 1 }],
  ['has no GPU', { vramGib: 0 }],
  ['runs leases without containers', { runtime: 'local' }],
  ['is simulated', { simulated: true }],
])('divides nothing of a machine that %s', (_, change) => {
  expect(partPerGpu({ ...machine, ...change })).toBeNull()
})
