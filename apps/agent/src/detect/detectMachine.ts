import { statfs } from 'node:fs/promises'
import os from 'node:os'
import { detectGpus } from './detectGpus.ts'
import { detectReport } from './detectReport.ts'
import type { MachineFacts } from './machineFacts.ts'

const gib = 1024 ** 3

/**
 * Detects this machine: its CPU model, the cores that this process may use, its RAM and its GPUs. Also returns the size of the disk that holds
 * `dataDir`, the speed of the fastest active network interface, and the report for listings. Rejects only when the disk cannot be read.
 */
export async function detectMachine(dataDir: string): Promise<MachineFacts> {
  const [disk, gpus, networkMbps] = await Promise.all([statfs(dataDir), detectGpus(), detectNetworkMbps()])
  return {
    hostName: os.hostname(),
    cpuModel: os.cpus()[0]?.model.trim() || null,
    cpuCores: os.availableParallelism(),
    ramGib: Math.floor(os.totalmem() / gib),
    diskGib: Math.floor((disk.blocks * disk.bsize) / gib),
    networkMbps,
    gpus,
    report: await detectReport({ dataDir, gpus }),
  }
}

async function detectNetworkMbps(): Promise<number> {
  // This import is heavy and serves one number, so only the short provisioning process loads it.
  const { networkInterfaces } = await import('systeminformation')
  const found = await networkInterfaces()
  const speeds = (Array.isArray(found) ? found : [found]).filter((one) => !one.internal && one.operstate === 'up').map((one) => one.speed ?? 0)
  return Math.max(0, ...speeds.filter((speed) => Number.isFinite(speed)))
}
