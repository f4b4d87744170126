import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gridOfMachine } from '@infinitio/domain'
import { telemetryReportWire } from '@infinitio/domain/wire'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LocalRuntime } from '../runtime/local/localRuntime.ts'
import type { MeasuredGpu } from '../detect/measuredGpu.ts'
import type { Sandbox } from '../runtime/runtime.ts'
import { CpuEnergy } from './energy/cpuEnergy.ts'
import { parseNvidiaSmi } from './gpus/watchNvidia.ts'
import { XidWatch } from './gpus/xidWatch.ts'
import { MachineReadings } from './machineReadings.ts'

const nodeId = `0x${'1'.repeat(64)}`
const gpu = parseNvidiaSmi('0, GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71, 00000000:19:00.0, NVIDIA L4, 50, 100, 23034, 60, 72, 2040, 6251, 0')
let folder: string
/** Power draw of the only GPU, in watts. */
let watts = 72
/** Other readings of the GPU, which replace its usual ones. */
let driver: Partial<MeasuredGpu> = {}
let busy: Sandbox
let idle: Sandbox

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'infinitio-readings-'))
  const runtime = new LocalRuntime({ leasesDir: folder, logger: createLogger({ room: 'test' }) })
  await runtime.adopt()
  ;[busy, idle] = [runtime.sandbox({ leaseId: '7', environment: {} }), runtime.sandbox({ leaseId: '8', environment: {} })]
  await Promise.all([busy.prepare(), idle.prepare()])
})
afterAll(async () => {
  await Promise.all([busy.stop([]), idle.stop([])])
  await rm(folder, { recursive: true, force: true })
})

const open = async (lostBefore: ReadonlySet<string> = new Set()) =>
  new MachineReadings({
    gpus: { readings: () => (gpu === null ? [] : [{ ...gpu, watts, ...driver }]), stop: () => {} },
    ...{
      cpuEnergy: await CpuEnergy.open(folder),
      xids: await XidWatch.open(path.join(folder, 'none')),
      grid: gridOfMachine({ country: 'NO', regionName: 'local' }),
      dataDir: folder,
      lostBefore,
    },
  })

test('gives each lease its own numbers, an equal share of shared GPUs, and no number for a shared network', async () => {
  const readings = await open()
  const nodes = [{ nodeId, sandboxes: [busy, idle] }]
  expect(await readings.look(nodes, { residueLeases: 0 })).toEqual([])
  const worker = await busy.exec({ command: 'while :; do :; done', environment: {} })
  const signingTrouble = { code: null, mandateUntil: 9 }
  const began = (await busy.stats()).cpuMs
  await expect.poll(async () => (await busy.stats()).cpuMs, { timeout: 60_000 }).toBeGreaterThan(began + 200)
  const samples = await readings.look(nodes, { residueLeases: 3, signingTrouble })
  worker.signal('SIGKILL')
  expect(telemetryReportWire.safeParse({ samples }).error).toBeUndefined()
  const [machine, one, other] = samples
  expect(machine).toMatchObject({
    leaseId: null,
    nodeId,
    gpuPercent: 50,
    gpuWatts: 72,
    residueLeases: 3,
    signingTrouble,
    gpus: [{ index: 0, celsius: 60 }],
  })
  expect(machine).not.toHaveProperty('energyWh')
  expect([one?.leaseId, other?.leaseId]).toEqual(['7', '8'])
  expect(one?.cpuWatts ?? 0).toBeGreaterThan((other?.cpuWatts ?? 0) + 0.1)
  expect(one?.cpuPercent).toBeGreaterThan(other?.cpuPercent ?? 100)
  for (const lease of [one, other])
    expect(lease).toMatchObject({ netRxKib: null, netTxKib: null, gpuWatts: 36, gpus: null, gpuPercent: null, cpuBasis: 'estimate' })
  expect(one?.gco2Grams).toBeCloseTo(((one?.energyWh ?? 0) / 1_000) * 30)
  expect(one?.grid).toBe('Norway, 30 g/kWh, mean of 2023; country named by the provider')
})

test('adds unreported energy to the next report, and reports none twice', async () => {
  const readings = await open()
  const nodes = [{ nodeId, sandboxes: [idle] }]
  const look = async () => {
    const samples = await readings.look(nodes, { residueLeases: 0 })
    return { samples, wh: samples.find(({ leaseId }) => leaseId === '8')?.energyWh ?? 0 }
  }
  watts = 1e9
  await look()
  const first = await look()
  const second = await look()
  expect(second.wh).toBeGreaterThan(first.wh)
  readings.taken(second.samples)
  watts = 72
  const third = await look()
  expect(third.wh).toBeGreaterThan(0)
  // The power is now less than a ten-millionth of the earlier one. So if the third reading contains less energy than the second, it does not contain the energy
  // that was reported before.
  expect(third.wh).toBeLessThan(second.wh)
  const withDevice = third.samples.find(({ leaseId }) => leaseId === '8')
  expect(withDevice).toMatchObject({ gpuWatts: 72, gpus: [{ index: 0 }], gpuPercent: 50 })
})

test('reports memory errors and lost GPUs of a lease since its first measurement, and no such fields without them', async () => {
  const readings = await open()
  const look = async () => {
    const samples = await readings.look([{ nodeId, sandboxes: [idle] }], {})
    expect(telemetryReportWire.shape.samples.element.array().safeParse(samples).error).toBeUndefined()
    return samples.find(({ leaseId }) => leaseId === '8')
  }
  driver = { eccErrors: 3 }
  await look()
  const first = await look()
  expect(first).toMatchObject({ gpus: [{ eccErrors: 3 }] })
  for (const field of ['gpuMemoryErrors', 'gpusLost']) expect(first).not.toHaveProperty(field)
  driver = { eccErrors: 5 }
  expect(await look()).toMatchObject({ gpuMemoryErrors: 2 })
  expect([...readings.lostGpus()]).toEqual([])
  driver = { eccErrors: null, isLost: true }
  expect(await look()).toMatchObject({ gpuMemoryErrors: 2, gpusLost: 1, gpus: [{ index: 0 }] })
  expect([...readings.lostGpus()], 'the address as the kernel writes it').toEqual(['0000:19:00.0'])
  driver = {}
  await look()
  expect([...readings.lostGpus()], 'after a reset of the card').toEqual([])
})

test('a GPU that was lost in an earlier run remains lost without a reading of it, until one shows that it works', async () => {
  const readings = await open(new Set(['0000:19:00.0']))
  const look = () => readings.look([{ nodeId, sandboxes: [] }], {})
  driver = { busId: '00000000:1A:00.0' }
  await look()
  expect([...readings.lostGpus()]).toEqual(['0000:19:00.0'])
  driver = {}
  await look()
  expect([...readings.lostGpus()]).toEqual([])
})
