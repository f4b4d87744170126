import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'

const lookEveryMs = 400

/**
 * Keeps a whole copy of the file a chain saves itself in. The chain writes its file in place: killed while it writes, it leaves
 * half a file that it cannot load. Twice a second, when the file has another size (every block makes it longer), it is read
 * and, when it is whole, put beside as `<file>.whole` in one step. The timer does not keep the process alive.
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
 * Makes a chain's file loadable again after a kill: when it is not whole, the last whole copy takes its place (the chain loses
 * about a second more, which its followers treat as a reorg); with no copy the file goes, and the chain begins anew.
 */
export function restoreState(stateFile: string): 'untouched' | 'restored' | 'emptied' {
  if (statSync(stateFile, { throwIfNoEntry: false }) === undefined || readWhole(stateFile) !== null) return 'untouched'
  const copy = readWhole(`${stateFile}.whole`)
  rmSync(stateFile, { force: true })
  if (copy === null) return 'emptied'
  writeFileSync(stateFile, copy, { mode: 0o600 })
  return 'restored'
}

/** The text of a JSON file, or null when it is missing or broken off. */
function readWhole(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8')
    JSON.parse(text)
    return text
  } catch {
    return null
  }
}
