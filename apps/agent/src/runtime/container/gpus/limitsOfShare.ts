import { readdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { GpuShare } from '../../runtime.ts'
import type { LeaseLimits } from '../containerSettings.ts'
import { leaseVolumeOf } from '../leaseVolume.ts'

const mib = 1024 * 1024
/** The fraction of the machine's disk space that all leases together may reserve. */
const mostOfRoom = 0.8
const least = { cpus: 0.1, memoryMib: 64, diskMib: 16 }

/**
 * Returns the limits of a lease. A lease with some of the machine's GPUs gets the same part of the cores, the memory and the disk, so that all leases together
 * fit on the machine. The number of processes is not divided: it only stops programs that start processes without end. If `roomMib` is given, the provider set
 * no limit of the disk, and the disk of all leases grows with the number of GPUs, up to four fifths of the room. Pure.
 */
export function limitsOfShare(limits: LeaseLimits, { share, roomMib }: { share: GpuShare | null; roomMib: number | null }): LeaseLimits {
  if (share === null) return limits
  const { ids, of } = share
  const diskMib = roomMib === null ? limits.diskMib : Math.max(limits.diskMib, Math.min(limits.diskMib * of, Math.floor(roomMib * mostOfRoom)))
  const partOf = (whole: number) => (whole * ids.length) / of
  return {
    cpus: Math.max(least.cpus, Math.floor(partOf(limits.cpus) * 100) / 100),
    memoryMib: Math.max(least.memoryMib, Math.floor(partOf(limits.memoryMib))),
    diskMib: Math.max(least.diskMib, Math.floor(partOf(diskMib))),
    processes: limits.processes,
  }
}

/**
 * Returns the MiB of disk that leases can have on this machine: the free space and the disks of present leases, less `cacheMib`, the space that cached images
 * may still take there. Never negative. Rejects when the folder cannot be read.
 */
export async function leaseRoomMib({ leasesDir, cacheMib }: { leasesDir: string; cacheMib: number }): Promise<number> {
  const { bavail, bsize } = await statfs(leasesDir)
  const disks = (await readdir(leasesDir)).map((name) => leaseVolumeOf(path.join(leasesDir, name)).file)
  const sizes = await Promise.all(
    disks.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, bavail * bsize)
  return Math.max(0, Math.floor(bytes / mib) - cacheMib)
}
