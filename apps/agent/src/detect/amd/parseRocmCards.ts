import { parseRocmSmi, rocmDriver } from './parseRocmSmi.ts'
import type { DetectedGpu } from '../machineFacts.ts'
import { isOwnCard } from './isOwnCard.ts'

/** The arguments of `rocm-smi`. */
export const rocmAsked = ['--showproductname', '--showmeminfo', 'vram', '--showdriverversion', '--json']

/** Returns the GPUs in the output of `rocm-smi --json`, of any release. Returns an empty list for other output; leaves out a card without a memory size. */
export function parseRocmCards(text: string): DetectedGpu[] {
  const driver = rocmDriver(text)
  return parseRocmSmi(text).flatMap(({ name, memoryTotalMib }) => {
    if (name === null || !isOwnCard(memoryTotalMib)) return []
    return [{ maker: 'amd' as const, model: productOf(name), vramGib: Math.round(memoryTotalMib / 1024), driver }]
  })
}

/** Releases before 6 print the chip, then the product in brackets: `Arcturus GL-XL [AMD Instinct MI100]`. */
function productOf(name: string): string {
  return /\[(.+)\]$/.exec(name)?.[1] ?? name
}
