import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'

type SavedChain = { transactions?: { info?: { traces?: unknown[] } }[] }

/** A smaller file costs less to load than to make smaller. */
const worthBytes = 8 * 1024 * 1024

/**
 * Takes the traces of past transactions out of the file of a development chain before it is loaded. They are more than half of the file, and nothing reads them: blocks,
 * receipts, logs and signed transactions stay. A smaller file, or one that is not whole, stays as it is.
 */
export function forgetTraces(stateFile: string, { fromBytes = worthBytes }: { fromBytes?: number } = {}): void {
  if ((statSync(stateFile, { throwIfNoEntry: false })?.size ?? 0) < fromBytes) return
  const chain = JSON.parse(readFileSync(stateFile, 'utf8')) as SavedChain
  if (!chain.transactions?.some(({ info }) => (info?.traces?.length ?? 0) > 0)) return
  for (const { info } of chain.transactions) if (info?.traces !== undefined) info.traces = []
  writeFileSync(`${stateFile}.new`, JSON.stringify(chain), { mode: 0o600 })
  renameSync(`${stateFile}.new`, stateFile)
}
