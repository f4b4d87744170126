import { readFileSync } from 'node:fs'
import { parseEther } from 'viem'

/** What a PToken is worth in G, in 1e18 fixed point, by a file of the operator's: one decimal number. Null where it says none. Throws when it cannot be read. */
export function readRateFile(file: string): bigint | null {
  const text = readFileSync(file, 'utf8').trim()
  return /^\d{1,6}(\.\d{1,18})?$/.test(text) ? parseEther(text) : null
}
