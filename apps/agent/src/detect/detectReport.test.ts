import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { machineReportWire } from '@infinitio/domain/wire'
import { expect, onTestFinished, test } from 'vitest'
import { detectReport, parseCuda, parseLink } from './detectMachine.ts'

const gpu = { maker: 'nvidia', model: 'NVIDIA L4', vramGib: 22, driver: null } as const

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-report-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('reports the disk speed of a machine without a GPU, and leaves no file behind', async () => {
  const dataDir = await temporaryFolder()
  const report = await detectReport({ dataDir, gpus: [] })
  expect(report).toMatchObject({ driver: null, cuda: null, gpuLink: null })
  expect(report.diskWriteMbPerSecond).toBeGreaterThan(0)
  expect(await readdir(dataDir)).toEqual([])
  expect((await detectReport({ dataDir: path.join(dataDir, 'gone'), gpus: [] })).diskWriteMbPerSecond).toBeNull()
})

test('parses driver, CUDA version and connection from nvidia-smi', async () => {
  const folder = await temporaryFolder()
  const program = `#!/bin/sh
case "$1" in
--query-gpu*) echo '550.54.15, 4, 16';;
nvlink) printf 'GPU 0: NVIDIA L4\\n\\t Link 0: 26.562 GB/s\\n';;
*) echo '| NVIDIA-SMI 550.54.15   Driver Version: 550.54.15   CUDA Version: 12.4 |';;
esac
`
  await writeFile(path.join(folder, 'nvidia-smi'), program, { mode: 0o755 })
  const place = { root: '/', programs: `${folder}:/bin:/usr/bin` }
  expect(await detectReport({ dataDir: folder, gpus: [gpu] }, place)).toMatchObject({ driver: '550.54.15', cuda: '12.4', gpuLink: 'PCIe 4.0 x16' })
  expect(await detectReport({ dataDir: folder, gpus: [gpu, gpu] }, place)).toMatchObject({ gpuLink: 'NVLink' })
})

test('reports how many GPUs do not respond, and no such field without them', async () => {
  const root = await temporaryFolder()
  const place = { root, programs: '' }
  const write = async (slot: string, [vendor, kind]: readonly [string, string], config: readonly number[]) => {
    const folder = path.join(root, 'sys/bus/pci/devices', slot)
    await mkdir(folder, { recursive: true })
    for (const [file, text] of [
      ['vendor', `${vendor}\n`],
      ['class', `${kind}\n`],
    ] as const)
      await writeFile(path.join(folder, file), text)
    await writeFile(path.join(folder, 'config'), Buffer.from(config))
  }
  const nvidia = ['0x10de', '0x030200'] as const
  await write('0000:65:00.0', nvidia, [0xde, 0x10])
  await write('0000:01:00.0', ['0x8086', '0x020000'], [0xff, 0xff])
  expect(await detectReport({ dataDir: root, gpus: [] }, place)).not.toHaveProperty('lostGpus')
  await write('0000:ca:00.0', nvidia, [0xff, 0xff])
  await write('0000:03:00.0', ['0x1002', '0x038000'], [0xff, 0xff])
  const report = await detectReport({ dataDir: root, gpus: [] }, place)
  expect(machineReportWire.parse(report)).toMatchObject({ lostGpus: 2 })
})

test('reports nothing for odd text', () => {
  expect(parseLink('No devices were found', '')).toEqual({ driver: null, gpuLink: null })
  expect(parseLink('[N/A], [N/A], [N/A]', 'Link 0: <inactive>')).toEqual({ driver: null, gpuLink: null })
  expect(parseCuda('CUDA Version: N/A')).toBeNull()
})
