import { readFileSync } from 'node:fs'

type SavedBlock = { header?: { number?: unknown; timestamp?: unknown } }

/**
 * When the first block of a saved chain was made, in Unix seconds; null when nothing is saved yet. A chain that is started again makes a first block of
 * its own, and saves it, too: unless it gets the time of the first one it may give another block 0 than its block 1 has for a parent.
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
