import { randomBytes } from 'node:crypto'
import { open, rm, statfs } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { MachineReportWire } from '@infinitio/domain/wire'
import { detectGpus } from './detectGpus.ts'
import { diskUse } from './diskUse.ts'
import type { DetectedGpu, MachineFacts } from './machineFacts.ts'
import { askProgram, type MachinePlace, ownPrograms, readPlace } from './machinePlace.ts'
import { countLostGpus } from './pciGpus.ts'

const gib = 1024 ** 3

/**
 * Detects this machine: its CPU model, the cores that this process may use, its RAM and its GPUs. Also returns the size of the disk that holds `dataDir`, the
 * speed of the fastest active network interface, and the report for listings. Rejects when the disk cannot be read.
 */
export async function detectMachine(dataDir: string): Promise<MachineFacts> {
  const [disk, gpus, networkMbps] = await Promise.all([statfs(dataDir), detectGpus(), detectNetworkMbps()])
  return {
    hostName: os.hostname(),
    cpuModel: os.cpus()[0]?.model.trim() || null,
    cpuCores: os.availableParallelism(),
    ramGib: Math.floor(os.totalmem() / gib),
    // The same size as in the machine's readings, so that its page shows one number.
    diskGib: Math.floor(diskUse(disk).totalBytes / gib),
    networkMbps,
    gpus,
    report: await detectReport({ dataDir, gpus }),
  }
}

async function detectNetworkMbps(): Promise<number> {
  // `systeminformation` needs much memory, and the agent needs only the network speed from it. So only this short process, which detects the machine, loads it.
  const { networkInterfaces } = await import('systeminformation')
  const found = await networkInterfaces()
  const speeds = (Array.isArray(found) ? found : [found]).filter((one) => !one.internal && one.operstate === 'up').map((one) => one.speed ?? 0)
  return Math.max(0, ...speeds.filter((speed) => Number.isFinite(speed)))
}

const mib = 1024 ** 2
const writtenMib = 32
const linkAsked = ['--query-gpu=driver_version,pcie.link.gen.max,pcie.link.width.max', '--format=csv,noheader,nounits']

/**
 * Reads the data of a listing that is not on the chain: driver, CUDA version and connection of the GPUs, the number of GPUs that do not respond, and the speeds
 * of the network link and of the disk that contains `dataDir`.
 */
export async function detectReport(
  { dataDir, gpus }: { dataDir: string; gpus: readonly DetectedGpu[] },
  place: MachinePlace = ownPrograms,
): Promise<MachineReportWire> {
  const [diskWriteMbPerSecond, link, lostGpus] = await Promise.all([measureDisk(dataDir), detectNetworkLink(place), countLostGpus(place)])
  // Without a lost GPU the report has no such field, because older markets do not know it.
  const measured = { diskWriteMbPerSecond, ...link, ...(lostGpus > 0 && { lostGpus }) }
  if (gpus[0]?.maker !== 'nvidia') return { driver: gpus[0]?.driver ?? null, cuda: null, gpuLink: null, ...measured }
  const [line, summary, links] = await Promise.all([
    askProgram(place, 'nvidia-smi', linkAsked),
    askProgram(place, 'nvidia-smi', []),
    gpus.length > 1 ? askProgram(place, 'nvidia-smi', ['nvlink', '--status']) : null,
  ])
  return { ...parseLink(line ?? '', links ?? ''), cuda: parseCuda(summary ?? ''), ...measured }
}

/**
 * Parses the first line of `text`, the output of `nvidia-smi`: driver version, PCIe generation and PCIe width. If `links` shows an active NVLink, returns
 * NVLink as the connection of the GPUs.
 */
export function parseLink(text: string, links: string): Pick<MachineReportWire, 'driver' | 'gpuLink'> {
  const [driver = '', generation = '', width = ''] = (text.split('\n')[0] ?? '').split(',').map((part) => part.trim())
  const pcie = /^[0-9]$/.test(generation) && /^[0-9]{1,2}$/.test(width) ? `PCIe ${generation}.0 x${width}` : null
  return { driver: /^[0-9.]{1,40}$/.test(driver) ? driver : null, gpuLink: /Link \d+: [\d.]+ GB\/s/.test(links) ? 'NVLink' : pcie }
}

/** Returns the CUDA version in the summary that `nvidia-smi` prints, or null if the summary has none. */
export function parseCuda(summary: string): string | null {
  return /CUDA Version: ([0-9]{1,3}\.[0-9]{1,3})/.exec(summary)?.[1] ?? null
}

/** Writes 32 MiB of random bytes to the disk, then deletes the file. Returns megabytes per second, or null if the disk refuses the write. */
async function measureDisk(folder: string): Promise<number | null> {
  const file = path.join(folder, `disk-speed-${process.pid}`)
  const part = randomBytes(mib)
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      const began = performance.now()
      for (let written = 0; written < writtenMib; written += 1) await handle.write(part)
      await handle.datasync()
      return Math.round((writtenMib * mib) / 1_000 / Math.max(1, performance.now() - began))
    } finally {
      await handle.close()
    }
  } catch {
    return null
  } finally {
    await rm(file, { force: true })
  }
}

/** The speeds of a machine's network link in megabits per second; null when the link does not show its speed. */
type NetworkLink = Pick<MachineReportWire, 'networkDownMbps' | 'networkUpMbps'>

const unknown: NetworkLink = { networkDownMbps: null, networkUpMbps: null }
const mostMbps = 10_000_000

/** Reads the speed that Linux states for the network card of the default route. The internet connection behind the card may be slower. */
export async function detectNetworkLink(place: MachinePlace): Promise<NetworkLink> {
  const name = parseDefaultInterface((await readPlace(place, 'proc/net/route')) ?? '')
  if (name === null) return unknown
  const [speed, duplex] = await Promise.all([readPlace(place, `sys/class/net/${name}/speed`), readPlace(place, `sys/class/net/${name}/duplex`)])
  return parseLinkSpeed(speed ?? '', duplex ?? '')
}

/** Returns the interface of the default route in the text of /proc/net/route; null without a default route. */
export function parseDefaultInterface(routes: string): string | null {
  for (const line of routes.split('\n').slice(1)) {
    const [name = '', destination, , , , , , mask] = line.trim().split(/\s+/)
    if (destination === '00000000' && mask === '00000000' && /^[A-Za-z0-9][\w.-]{0,14}$/.test(name)) return name
  }
  return null
}

/**
 * Returns the speeds of a link, from its speed and duplex mode in /sys/class/net. A full-duplex link has its whole speed in each direction. For any other link
 * both results are null, because the two directions share its speed.
 */
export function parseLinkSpeed(speed: string, duplex: string): NetworkLink {
  const mbps = /^[0-9]{1,8}$/.test(speed.trim()) ? Number(speed) : 0
  return mbps > 0 && mbps <= mostMbps && duplex.trim() === 'full' ? { networkDownMbps: mbps, networkUpMbps: mbps } : unknown
}
