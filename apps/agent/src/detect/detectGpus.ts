import { z } from 'zod'
import { parseRocmSmi, rocmDriver } from './amd/parseRocmSmi.ts'
import { askProgram, type MachinePlace, ownPrograms } from './machinePlace.ts'
import type { DetectedGpu } from './machineFacts.ts'

const nvidiaAsked = ['--query-gpu=name,memory.total', '--format=csv,noheader,nounits']

/**
 * Returns the GPUs that the driver's tool reports. Tries `nvidia-smi`, then `amd-smi`, then the older `rocm-smi`; each tool has 15 s to answer. Returns an
 * empty list if no tool lists a GPU. Never rejects, because a machine without a GPU is valid.
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

/** Reads lines of the form `name, MiB`; skips every other line. */
export function parseGpuList(text: string): DetectedGpu[] {
  return text.split('\n').flatMap((line) => {
    const [, model, mib] = /^(.+), (\d+)$/.exec(line.trim()) ?? []
    return model === undefined || mib === undefined
      ? []
      : [{ maker: 'nvidia' as const, model: model.trim(), vramGib: Math.round(Number(mib) / 1024), driver: null }]
  })
}

/** The arguments of `rocm-smi`. */
const rocmAsked = ['--showproductname', '--showmeminfo', 'vram', '--showdriverversion', '--json']

/**
 * Returns the GPUs in the output of `rocm-smi --json`, of any release. Leaves out cards without a name or memory size, and graphics inside a processor. Returns
 * an empty list for other output.
 */
export function parseRocmCards(text: string): DetectedGpu[] {
  const driver = rocmDriver(text)
  return parseRocmSmi(text).flatMap(({ name, memoryTotalMib }) => {
    if (name === null || !isOwnCard(memoryTotalMib)) return []
    return [{ maker: 'amd' as const, model: productOf(name), vramGib: Math.round(memoryTotalMib / 1024), driver }]
  })
}

/**
 * Returns the product name from a card's name. Releases of `rocm-smi` before 6 print the chip, then the product in brackets: `Arcturus GL-XL [AMD Instinct
 * MI100]`.
 */
function productOf(name: string): string {
  return /\[(.+)\]$/.exec(name)?.[1] ?? name
}

/** The arguments of `amd-smi`. */
const amdSmiAsked = ['static', '--asic', '--vram', '--driver', '--json']

const size = z.strictObject({ value: z.number().min(0).max(1e9), unit: z.literal('MB') })
const gpu = z.object({
  asic: z.object({ market_name: z.string().min(1).max(200) }),
  // Release 6.0 of `amd-smi` reports the memory size only as a number, without a unit.
  vram: z.union([z.object({ size: size.transform(({ value }) => value) }), z.object({ vram_size_mb: z.number().min(0).max(1e9) })]),
  driver: z.object({ version: z.string().optional(), driver_version: z.string().optional() }).optional(),
})
const answer = z.union([z.array(z.unknown()), z.object({ gpu_data: z.array(z.unknown()) }).transform(({ gpu_data: gpus }) => gpus)])

/**
 * Returns the GPUs in the output of `amd-smi static --json`. In release 6 the output is a list; since release 7 the list is in the field `gpu_data`. Leaves out
 * GPUs without a name or memory size, and graphics inside a processor. Returns an empty list for other output.
 */
export function parseAmdSmi(text: string): DetectedGpu[] {
  const parsed = answer.safeParse(jsonOf(text))
  if (!parsed.success) return []
  return parsed.data.flatMap((entry) => {
    const one = gpu.safeParse(entry)
    if (!one.success || one.data.asic.market_name === 'N/A') return []
    const { asic, vram, driver } = one.data
    const mib = 'size' in vram ? vram.size : vram.vram_size_mb
    if (!isOwnCard(mib)) return []
    return [
      {
        maker: 'amd' as const,
        model: asic.market_name,
        vramGib: Math.round(mib / 1024),
        driver: versionOf(driver?.version ?? driver?.driver_version),
      },
    ]
  })
}

/**
 * Returns the version number in the driver's version text, or null if it has none. For a driver that is part of the kernel, `amd-smi` prints the kernel's whole
 * version line (`Linux version …`) instead.
 */
function versionOf(said: string | undefined): string | null {
  return /^(?:Linux ?version ?)?(\d[\w.+~-]{0,40})/.exec(said ?? '')?.[1] ?? null
}

/** Parses the JSON in the output of a tool that may print warnings before it; null if the output has no valid JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.slice(Math.max(0, text.search(/^[[{]/m))))
  } catch {
    return null
  }
}

const leastMib = 2_048

/**
 * Returns true if memory of this size belongs to a separate card. Graphics inside a processor use a few hundred MiB of the machine's memory and are not listed
 * as GPUs.
 */
export function isOwnCard(memoryMib: number | null): memoryMib is number {
  return memoryMib !== null && memoryMib >= leastMib
}
