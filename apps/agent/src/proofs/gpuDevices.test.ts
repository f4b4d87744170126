import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { otherGpuDevices } from './readyNodes.ts'

/** Makes a folder with the files of a machine and its driver. The driver lists these GPUs, each with its bus address and the number of its device file. */
function machineWith(gpus: readonly (readonly [bus: string, minor: number | null])[]) {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-gpus-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const lines = gpus.map(([bus], index) => `echo '${index}, 0000${bus.toUpperCase()}'`)
  writeFileSync(join(root, 'nvidia-smi'), ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(join(root, 'nvidia-smi'), 0o755)
  for (const [bus, minor] of gpus) {
    const folder = join(root, 'proc/driver/nvidia/gpus', bus)
    mkdirSync(folder, { recursive: true })
    if (minor !== null) writeFileSync(join(folder, 'information'), `Model: \t\t NVIDIA H100\nDevice Minor: \t ${minor}\n`)
  }
  return { root, programs: `${root}:/usr/bin:/bin` }
}

test('lists for each GPU the files of the others, whose numbers are those of the kernel', async () => {
  const place = machineWith([
    ['0000:65:00.0', 2],
    ['0001:ca:00.0', 0],
    ['0001:cb:00.0', 1],
  ])
  expect(await otherGpuDevices(place)).toEqual([
    ['/dev/nvidia0', '/dev/nvidia1'],
    ['/dev/nvidia2', '/dev/nvidia1'],
    ['/dev/nvidia2', '/dev/nvidia0'],
  ])
})

test('lists nothing if a GPU has no file, or the driver is missing', async () => {
  const place = machineWith([
    ['0000:65:00.0', 0],
    ['0000:66:00.0', null],
  ])
  expect(await otherGpuDevices(place)).toEqual([])
  expect(await otherGpuDevices(machineWith([]))).toEqual([])
  expect(await otherGpuDevices(machineWith([['0000:65:00.0', 0]]))).toEqual([[]])
})
