import { parseRocmSmi, rocmDriver } from './parseRocmSmi.ts'
import type { DetectedGpu } from '../machineFacts.ts'
import { isOwnCard } from './isOwnCard.ts'

/** What `rocm-smi` is asked. */
export const rocmAsked = ['--showproductname', '--showmeminfo', 'vram', '--showdriverversion', '--json']

/** The GPUs in what `rocm-smi --json` prints, of any release; empty when it is no such answer. A card that does not say its memory is left out. */
export function parseRocmCards(text: string): DetectedGpu[] {
  const driver = rocmDriver(text)
  return parseRocmSmi(text).flatMap(({ name, memoryTotalMib }) => {
    if (name === null || !isOwnCard(memoryTotalMib)) return []
    return [{ maker: 'amd' as const, model: productOf(name), vramGib: Math.round(memoryTotalMib / 1024), driver }]
  })
}

/** Releases before 6 print the chip with the product behind it: `Arcturus GL-XL [AMD Instinct MI100]`. */
function productOf(name: string): string {
  return /\[(.+)\]$/.exec(name)?.[1] ?? name
}
