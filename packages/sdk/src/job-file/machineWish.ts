import { nearestKey } from '@infinitio/tasks'
import type { Fault } from './leaseWish.ts'

/**
 * The machines that may take the tasks of a step in the pool. `class`: words from the names of GPU classes, such as `h100` or `a100-80gb`; commas separate
 * alternatives. `minTier`: the lowest tier, which shows how far validators checked a machine. `minVramGib`: the least memory of one GPU, in GiB. A field that is
 * absent allows every machine.
 */
export type MachineWish = { readonly class?: string | undefined; readonly minTier?: number | undefined; readonly minVramGib?: number | undefined }

/** The bounds of a machine wish. They are also the bounds of the task pool. */
const mostTier = 3
const mostVramGib = 65_535
const mostLetters = 80
const wishKeys = ['class', 'min_tier', 'min_vram'] as const

/** Reads the key `resources` of a task in the pool. Throws the error that `fault` returns for an unknown key or a value that cannot be read. */
export function readMachineWish(value: unknown, fault: Fault): MachineWish {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(['resources'], 'resources must have keys and values')
  for (const key of Object.keys(value)) {
    if ((wishKeys as readonly string[]).includes(key)) continue
    const near = nearestKey(key, wishKeys)
    throw fault(['resources', key], `${key} is not a key here${near === undefined ? `: ${wishKeys.join(', ')}` : `; did you mean ${near}?`}`)
  }
  const { class: words, min_tier: tier, min_vram: vram } = value as Readonly<Record<string, unknown>>
  if (words !== undefined && (typeof words !== 'string' || words.trim() === '' || words.length > mostLetters))
    throw fault(['resources', 'class'], 'class: name classes of GPUs, such as h100 or "rtx4090, l40s"')
  if (tier !== undefined && !isWhole(tier, mostTier)) throw fault(['resources', 'min_tier'], `min_tier: a whole number from 0 to ${mostTier}`)
  if (vram !== undefined && !isWhole(vram, mostVramGib))
    throw fault(['resources', 'min_vram'], `min_vram: memory of a GPU in GB, a whole number from 0 to ${mostVramGib}, such as 24`)
  return {
    ...(typeof words === 'string' ? { class: words.trim() } : {}),
    ...(typeof tier === 'number' && tier > 0 ? { minTier: tier } : {}),
    ...(typeof vram === 'number' && vram > 0 ? { minVramGib: vram } : {}),
  }
}

function isWhole(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}
