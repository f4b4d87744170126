import { askProgram, type MachinePlace, ownPrograms } from './machinePlace.ts'
import { amdSmiAsked, parseAmdSmi } from './amd/parseAmdSmi.ts'
import { parseRocmCards, rocmAsked } from './amd/parseRocmCards.ts'
import type { DetectedGpu } from './machineFacts.ts'

const nvidiaAsked = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']

/**
 * Returns the GPUs that the driver's tool reports. Tries `nvidia-smi`, then `amd-smi`, then the older `rocm-smi`. Returns an empty list if no tool lists a GPU
 * within 15 s. Never rejects, because a machine without a GPU is valid.
 */
export async function detectGpus(place: MachinePlace = ownPrograms): Promise<DetectedGpu[]> {
  const tools = [
    async () => parseGpuList((await askProgram(place, 'nvidia-smi', nvidiaAsked)) ?? ''),
    async () => parseAmdSmi((await askProgram(place, 'amd-smi', amdSmiAsked)) ?? ''),
    async () => parseRocmCards((await askProgram(place, 'rocm-smi', rocmAsked)) ?? ''),
  ]
  for (const ask of tools) {
    const gpus = await ask()
    if (gpus.length > 0) return gpus
  }
  return []
}

/** Parses lines of `name, MiB`; skips every other line. */
export function parseGpuList(text: string): DetectedGpu[] {
  return text.split('\n').flatMap((line) => {
    const [, model, mib] = /^(.+), (\d+)$/.exec(line.trim()) ?? []
    return model === undefined || mib === undefined
      ? []
      : [{ maker: 'nvidia' as const, model: model.trim(), vramGib: Math.round(Number(mib) / 1024), driver: null }]
  })
}
