import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { detectGpus, parseGpuList } from './detectGpus.ts'
import { detectMachine } from './detectMachine.ts'

test('detects plausible facts of this machine', async () => {
  const facts = await detectMachine(tmpdir())
  expect(facts.cpuCores).toBeGreaterThanOrEqual(1)
  expect(facts.ramGib).toBeGreaterThanOrEqual(1)
  expect(facts.diskGib).toBeGreaterThanOrEqual(1)
  expect(facts.networkMbps).toBeGreaterThanOrEqual(0)
})

test('parses the list of nvidia-smi and skips odd lines', () => {
  expect(parseGpuList('NVIDIA H200, 143771\nNVIDIA L4, 23034\n\nNo devices were found\n')).toEqual([
    { maker: 'nvidia', model: 'NVIDIA H200', vramGib: 140, driver: null },
    { maker: 'nvidia', model: 'NVIDIA L4', vramGib: 22, driver: null },
  ])
})

test("lists the GPUs that the driver's tool names, and none if the tool fails", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-smi-'))
  const before = process.env['PATH']
  onTestFinished(async () => {
    process.env['PATH'] = before
    await rm(folder, { recursive: true, force: true })
  })
  process.env['PATH'] = `${folder}:${before}`
  await writeFile(path.join(folder, 'nvidia-smi'), "#!/bin/sh\nprintf 'NVIDIA L4, 23034\\nNVIDIA L4, 23034\\n'\n", { mode: 0o755 })
  expect(await detectGpus()).toEqual([
    { maker: 'nvidia', model: 'NVIDIA L4', vramGib: 22, driver: null },
    { maker: 'nvidia', model: 'NVIDIA L4', vramGib: 22, driver: null },
  ])
  await writeFile(path.join(folder, 'nvidia-smi'), '#!/bin/sh\nexit 9\n', { mode: 0o755 })
  expect(await detectGpus()).toEqual([])
  const recorded = path.join(import.meta.dirname, '../../test/recorded')
  await writeFile(path.join(folder, 'rocm-smi'), `#!/bin/sh\ncat '${recorded}/rocm-smi-5.txt'\n`, { mode: 0o755 })
  expect(await detectGpus()).toMatchObject([{ model: 'AMD Instinct MI100' }])
  await writeFile(path.join(folder, 'amd-smi'), `#!/bin/sh\ncat '${recorded}/amd-smi-6.txt'\n`, { mode: 0o755 })
  expect(await detectGpus()).toMatchObject([{ model: 'AMD Instinct MI300X' }])
})
