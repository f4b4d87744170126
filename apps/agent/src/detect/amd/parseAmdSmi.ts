import { z } from 'zod'
import type { DetectedGpu } from '../machineFacts.ts'
import { isOwnCard } from './isOwnCard.ts'

/** The arguments of `amd-smi`. */
export const amdSmiAsked = ['static', '--asic', '--vram', '--driver', '--json']

const size = z.strictObject({ value: z.number().min(0).max(1e9), unit: z.literal('MB') })
const gpu = z.object({
  asic: z.object({ market_name: z.string().min(1).max(200) }),
  // Release 6.0 reports only the number, without a unit.
  vram: z.union([z.object({ size: size.transform(({ value }) => value) }), z.object({ vram_size_mb: z.number().min(0).max(1e9) })]),
  driver: z.object({ version: z.string().optional(), driver_version: z.string().optional() }).optional(),
})
const answer = z.union([z.array(z.unknown()), z.object({ gpu_data: z.array(z.unknown()) }).transform(({ gpu_data: gpus }) => gpus)])

/**
 * Returns the GPUs in the output of `amd-smi static --json`: a list in release 6, `gpu_data` since release 7. Returns an empty list for other output; leaves
 * out a GPU without name or memory size.
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

/** With the kernel's own driver, the tool prints the kernel's whole version banner. */
function versionOf(said: string | undefined): string | null {
  return /^(?:Linux ?version ?)?(\d[\w.+~-]{0,40})/.exec(said ?? '')?.[1] ?? null
}

/** Warnings may precede the JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.slice(Math.max(0, text.search(/^[[{]/m))))
  } catch {
    return null
  }
}
