import { describe, expect, test } from 'vitest'
import { gpuClassName } from '../detect/gpuClassName.ts'
import type { MachineFacts } from '../detect/machineFacts.ts'
import { thisMachineFleet } from './thisMachineFleet.ts'
import { bannerIn } from '../ssh/banner.ts'

const byDriver = { maker: 'nvidia' as const, driver: null }
const report = { driver: null, cuda: null, gpuLink: null, diskWriteMbPerSecond: 900, networkDownMbps: null, networkUpMbps: 1_000 }
const facts: MachineFacts = { hostName: 'here', cpuModel: 'Some CPU', cpuCores: 2, ramGib: 7, diskGib: 100, networkMbps: 1_000, gpus: [], report }
const listing = {
  name: 'Attic',
  regionName: 'local',
  country: 'Norway',
  runtime: 'local',
  isolation: 'process',
  pricePerGpuSecond: 5n,
  transferable: true,
} as const
const catalogue = new Map([
  ['CPU slot (development)', 0],
  ['NVIDIA H100 SXM 80 GB', 80],
  ['NVIDIA L4 24 GB', 24],
  ['NVIDIA A100 SXM 80 GB', 80],
  ['NVIDIA A100 40 GB', 40],
])
const classNameOf = (model: string, vramGib: number): string | null => gpuClassName({ model, vramGib, catalogue })

describe('this machine as a node', () => {
  test('lists a machine without a GPU as one CPU slot with its real facts, no trial and no notice', () => {
    const [node] = thisMachineFleet({ listing, facts, classNameOf })
    expect(node).toMatchObject({
      ...{ className: 'CPU slot (development)', regionName: 'local', gpus: 1, vramGib: 0, cpuCores: 2, ramGib: 7, diskGib: 100, provider: null },
      ask: { pricePerGpuSecond: 5n, trialSeconds: 0, noticeSeconds: 0, minDurationSeconds: 60, maxDurationSeconds: 86_400, transferable: true },
    })
    expect(node?.profile).toMatchObject({ name: 'Attic', country: 'Norway', simulated: false, cpuModel: 'Some CPU', gpuModel: null })
  })

  test('greets a shell with its hardware in each language', () => {
    const [slot] = thisMachineFleet({ listing, facts, classNameOf })
    expect(bannerIn(slot?.banner ?? '', 'en')).toMatch(
      /^\r\nInfinitio lease on .*: 2 CPU cores, 7 GB RAM\.\r\n.* the directory is wiped at the end\.\r\n\r\n$/,
    )
    expect(bannerIn(slot?.banner ?? '', 'zh')).toMatch(/^\r\nInfinitio 租约，机器 .*：2 个 CPU 核心，7 GB 内存。\r\n.*目录会被清除。\r\n\r\n$/)
    const gpu = { ...byDriver, model: 'NVIDIA L4', vramGib: 24 }
    const [node] = thisMachineFleet({ listing, facts: { ...facts, gpus: [gpu, gpu] }, classNameOf })
    expect(bannerIn(node?.banner ?? '', 'zh')).toContain('，2 × NVIDIA L4。')
  })

  test('lists GPUs that the catalogue knows under their class', () => {
    const gpu = { ...byDriver, model: 'NVIDIA H100 80GB HBM3', vramGib: 80 }
    const [node] = thisMachineFleet({ listing, facts: { ...facts, gpus: [gpu, gpu] }, classNameOf })
    expect(node).toMatchObject({ className: 'NVIDIA H100 SXM 80 GB', gpus: 2, vramGib: 80 })
  })

  test('lists a machine whose GPU has no class as a CPU slot, and still names the GPU', () => {
    const [node] = thisMachineFleet({
      listing,
      facts: { ...facts, gpus: [{ ...byDriver, model: 'NVIDIA GeForce GTX 1060', vramGib: 6 }] },
      classNameOf,
    })
    expect(node).toMatchObject({ className: 'CPU slot (development)', gpus: 1, profile: { gpuModel: 'NVIDIA GeForce GTX 1060' } })
  })

  test('never registers more than 15 GPUs as one node', () => {
    const gpus = Array.from({ length: 16 }, () => ({ ...byDriver, model: 'NVIDIA L4', vramGib: 24 }))
    expect(thisMachineFleet({ listing, facts: { ...facts, gpus }, classNameOf })[0]?.gpus).toBe(15)
  })
})

describe('finds the class of a GPU', () => {
  test.each([
    ['NVIDIA A100-SXM4-80GB', 80, 'NVIDIA A100 SXM 80 GB'],
    ['NVIDIA A100-SXM4-40GB', 40, 'NVIDIA A100 40 GB'],
    ['NVIDIA L4', 22, 'NVIDIA L4 24 GB'],
    ['NVIDIA H100 80GB HBM3 MIG 1g.10gb', 10, null],
    ['NVIDIA L40', 45, null],
    ['Some Other GPU', 80, null],
  ])('%s with %i GB', (model, vramGib, expected) => {
    expect(classNameOf(model, vramGib)).toBe(expected)
  })
})
