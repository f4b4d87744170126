import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

const lookEveryMs = 400

/**
 * Maintains a complete copy of the file in which a chain saves its state. The chain writes this file in place; if it is killed during a write, the file is
 * incomplete and cannot be loaded. Every 400 ms, if the size of the file has changed (every block makes it longer), reads the file and, if it is complete,
 * copies it to `<file>.whole` in one step. The timer does not keep the process running.
 */
export function keepStateCopy(stateFile: string): { stop: () => void } {
  let copiedSize = -1
  const timer = setInterval(() => {
    const size = statSync(stateFile, { throwIfNoEntry: false })?.size ?? 0
    if (size === 0 || size === copiedSize) return
    const text = readWhole(stateFile)
    if (text === null) return
    writeFileSync(`${stateFile}.copy`, text, { mode: 0o600 })
    renameSync(`${stateFile}.copy`, `${stateFile}.whole`)
    copiedSize = Buffer.byteLength(text)
  }, lookEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/**
 * If a state file is incomplete, because the chain was killed while it wrote the file, replaces it by the last complete copy. The chain then loses about one
 * more second, which its followers treat as a reorg. If there is no copy, deletes the file, and the chain starts from block 0.
 */
export function restoreState(stateFile: string): 'untouched' | 'restored' | 'emptied' {
  if (statSync(stateFile, { throwIfNoEntry: false }) === undefined || readWhole(stateFile) !== null) return 'untouched'
  const copy = readWhole(`${stateFile}.whole`)
  rmSync(stateFile, { force: true })
  if (copy === null) return 'emptied'
  writeFileSync(stateFile, copy, { mode: 0o600 })
  return 'restored'
}

/** Returns the text of a JSON file; returns null if it is missing or incomplete. */
function readWhole(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8')
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}
