import { randomBytes } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import type { MachineReportWire } from '@infinitio/domain/wire'
import { askProgram, type MachinePlace, ownPrograms } from './machinePlace.ts'
import { detectNetworkLink } from './networkLink.ts'
import type { DetectedGpu } from './machineFacts.ts'

const mib = 1024 ** 2
const writtenMib = 32
const linkAsked = ['--query-gpu=driver_version,pcie.link.gen.max,pcie.link.width.max', '--format=csv,noheader,nounits']

/**
 * Reads facts for listings that are not on chain: driver, CUDA version and connection of the GPUs, and the speeds of the network link and of the disk
 * that holds `dataDir`.
 */
export async function detectReport(
  { dataDir, gpus }: { dataDir: string; gpus: readonly DetectedGpu[] },
  place: MachinePlace = ownPrograms,
): Promise<MachineReportWire> {
  const [diskWriteMbPerSecond, link] = await Promise.all([measureDisk(dataDir), detectNetworkLink(place)])
  const measured = { diskWriteMbPerSecond, ...link }
  if (gpus[0]?.maker !== 'nvidia') return { driver: gpus[0]?.driver ?? null, cuda: null, gpuLink: null, ...measured }
  const [line, summary, links] = await Promise.all([
    askProgram(place, 'nvidia-smi', linkAsked),
    askProgram(place, 'nvidia-smi', []),
    gpus.length > 1 ? askProgram(place, 'nvidia-smi', ['nvlink', '--status']) : null,
  ])
  return { ...parseLink(line ?? '', links ?? ''), cuda: parseCuda(summary ?? ''), ...measured }
}

/** Parses the first line: driver version, PCIe generation and width. If an NVLink is active, reports NVLink as the connection. */
export function parseLink(text: string, links: string): Pick<MachineReportWire, 'driver' | 'gpuLink'> {
  const [driver = '', generation = '', width = ''] = (text.split('\n')[0] ?? '').split(',').map((part) => part.trim())
  const pcie = /^[0-9]$/.test(generation) && /^[0-9]{1,2}$/.test(width) ? `PCIe ${generation}.0 x${width}` : null
  return { driver: /^[0-9.]{1,40}$/.test(driver) ? driver : null, gpuLink: /Link \d+: [\d.]+ GB\/s/.test(links) ? 'NVLink' : pcie }
}

/** Parses the CUDA version from the head of the summary of `nvidia-smi`; returns null if the summary has none. */
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
