import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { leaseRoomMib, limitsOfShare } from './limitsOfShare.ts'

const limits = { cpus: 127, memoryMib: 800_000, diskMib: 20_480, processes: 4_096 }
const shareOf = (gpus: number, of: number) => ({ ids: Array.from({ length: gpus }, (_, index) => `${index}`), of })

test('a lease with one of eight GPUs gets an eighth of cores, memory and disk, and the usual processes', () => {
  expect(limitsOfShare(limits, { share: shareOf(1, 8), roomMib: null })).toEqual({
    cpus: 15.87,
    memoryMib: 100_000,
    diskMib: 2_560,
    processes: 4_096,
  })
  expect(limitsOfShare(limits, { share: null, roomMib: 1_000_000 })).toBe(limits)
  expect(limitsOfShare(limits, { share: shareOf(8, 8), roomMib: null })).toEqual(limits)
})

test('without a limit of the provider, each GPU brings its lease the usual disk, as far as the machine has room', () => {
  const diskOf = (gpus: number, roomMib: number) => limitsOfShare(limits, { share: shareOf(gpus, 8), roomMib }).diskMib
  expect([diskOf(1, 1_000_000), diskOf(8, 1_000_000)]).toEqual([20_480, 163_840])
  expect([diskOf(1, 100_000), diskOf(8, 100_000)]).toEqual([10_000, 80_000])
  expect(diskOf(8, 0), 'a lease of the whole machine has at least the disk that it had before').toBe(20_480)
})

test('leases that share a machine never get more than the machine has', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 16 })
  const numbers = fc.record({
    cpus: fc.integer({ min: 64, max: 512 }),
    memoryMib: fc.integer({ min: 65_536, max: 4_000_000 }),
    roomMib: fc.nat(4_000_000),
  })
  fc.assert(
    fc.property(sizes, numbers, (parts, { cpus, memoryMib, roomMib }) => {
      const of = parts.reduce((sum, gpus) => sum + gpus, 0)
      const own = { ...limits, cpus, memoryMib }
      const given = parts.map((gpus) => limitsOfShare(own, { share: shareOf(gpus, of), roomMib }))
      const sum = (name: 'cpus' | 'memoryMib' | 'diskMib') => given.reduce((all, one) => all + one[name], 0)
      expect(sum('memoryMib')).toBeLessThanOrEqual(memoryMib)
      expect(sum('cpus')).toBeLessThanOrEqual(cpus + 1e-6)
      expect(sum('diskMib')).toBeLessThanOrEqual(Math.max(limits.diskMib, 0.8 * roomMib))
    }),
  )
})

test('the disks of present leases count as room, and the cache of images does not', async () => {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-room-'))
  onTestFinished(() => rm(leasesDir, { recursive: true }))
  const before = await leaseRoomMib({ leasesDir, cacheMib: 0 })
  await mkdir(path.join(leasesDir, '7'))
  const disk = path.join(leasesDir, '7/volume.ext4')
  await writeFile(disk, '')
  // A file without content takes no space, so the free space of the machine stays as it is.
  await truncate(disk, 1_000_000 * 1024 ** 2)
  const room = await leaseRoomMib({ leasesDir, cacheMib: 400_000 })
  expect(Math.abs(room - (before + 600_000))).toBeLessThan(5_000)
  expect(await leaseRoomMib({ leasesDir, cacheMib: 1e12 })).toBe(0)
})
