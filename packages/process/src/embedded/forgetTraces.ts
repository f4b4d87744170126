import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'

type SavedChain = { transactions?: { info?: { traces?: unknown[] } }[] }

/** A file below this size loads faster than it can be shortened. */
const worthBytes = 8 * 1024 * 1024

/**
 * Removes the traces of past transactions from a development chain's file before it is loaded. Traces are more than half of the file, and nothing
 * reads them. Blocks, receipts, logs and signed transactions remain. A small or incomplete file does not change.
 */
export function forgetTraces(stateFile: string, { fromBytes = worthBytes }: { fromBytes?: number } = {}): void {
  if ((statSync(stateFile, { throwIfNoEntry: false })?.size ?? 0) < fromBytes) return
  const chain = JSON.parse(readFileSync(stateFile, 'utf8')) as SavedChain
  if (!chain.transactions?.some(({ info }) => (info?.traces?.length ?? 0) > 0)) return
  for (const { info } of chain.transactions) if (info?.traces !== undefined) info.traces = []
  writeFileSync(`${stateFile}.new`, JSON.stringify(chain), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
}
