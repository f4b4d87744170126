import { readFile, statfs } from 'node:fs/promises'
import os from 'node:os'
import { diskUse } from '../detect/diskUse.ts'
import { parseNetDev } from '../detect/parseNetDev.ts'

/** Counters of a machine at one moment: bytes, and milliseconds of CPU time. A report contains the difference of two moments. */
export type MachineCounters = {
  atMs: number
  cpuBusyMs: number
  cpuTotalMs: number
  ramUsedBytes: number
  ramTotalBytes: number
  diskUsedBytes: number
  diskTotalBytes: number
  netRxBytes: number
  netTxBytes: number
}

/** Reads the counters of this machine, with the disk that holds `dataDir`. Rejects when the disk cannot be read. */
export async function readMachine(dataDir: string): Promise<MachineCounters> {
  const [fileSystem, memory, network] = await Promise.all([statfs(dataDir), readMemory(), readNetwork()])
  const disk = diskUse(fileSystem)
  const cpus = os.cpus().map(({ times }) => ({ idle: times.idle, total: times.user + times.nice + times.sys + times.idle + times.irq }))
  const total = cpus.reduce((sum, cpu) => sum + cpu.total, 0)
  return {
    atMs: performance.now(),
    cpuBusyMs: total - cpus.reduce((sum, cpu) => sum + cpu.idle, 0),
    cpuTotalMs: total,
    ...memory,
    diskUsedBytes: disk.usedBytes,
    diskTotalBytes: disk.totalBytes,
    ...network,
  }
}

async function readMemory(): Promise<{ ramUsedBytes: number; ramTotalBytes: number }> {
  const ramTotalBytes = os.totalmem()
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '')
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1]
  // Outside Linux, uses the system's free memory, which does not include reclaimable caches.
  const free = available === undefined ? os.freemem() : Number(available) * 1024
  return { ramUsedBytes: ramTotalBytes - free, ramTotalBytes }
}

async function readNetwork(): Promise<{ netRxBytes: number; netTxBytes: number }> {
  const text = await readFile('/proc/net/dev', 'utf8').catch(() => null)
  if (text !== null) return parseNetDev(text)
  const { networkStats } = await import('systeminformation')
  const stats = await networkStats('*')
  return { netRxBytes: stats.reduce((sum, one) => sum + one.rx_bytes, 0), netTxBytes: stats.reduce((sum, one) => sum + one.tx_bytes, 0) }
}
