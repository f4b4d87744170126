import { readFileSync } from 'node:fs'

type SavedBlock = { header?: { number?: unknown; timestamp?: unknown } }

/**
 * Returns the time of a saved chain's first block in Unix seconds; returns null if nothing is saved yet. A restarted chain makes and saves a new first block.
 * It must get the original time; otherwise its block 0 may not be the parent of block 1.
 */
export function genesisTime(stateFile: string): number | null {
  const times = savedBlocks(stateFile)
    .filter(({ header }) => Number(header?.number) === 0)
    .map(({ header }) => Number(header?.timestamp))
    .filter(Number.isSafeInteger)
  return times.length === 0 ? null : Math.min(...times)
}

function savedBlocks(stateFile: string): SavedBlock[] {
  try {
    return (JSON.parse(readFileSync(stateFile, 'utf8')) as { blocks?: SavedBlock[] }).blocks ?? []
  } catch {
    return []
  }
}
