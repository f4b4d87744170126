import { closeSync, fdatasync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { RelayError } from '../relayError.ts'
import { writePrivateFile } from './privateFile.ts'

const ownerOnly = 0o600

/**
 * A file to which lines are only added. A line is written before `append` returns, so it survives if this process is killed. `synced` waits until all lines so
 * far are on the disk, where they also survive a power cut. Callers that wait at the same time share one fdatasync.
 */
export class AppendLog {
  readonly #file: number
  #waiting: PromiseWithResolvers<void> | null = null
  #isSyncing = false
  #isBroken = false

  private constructor(path: string) {
    this.#file = openSync(path, 'a', ownerOnly)
  }

  /** Opens a log and returns its lines. Drops an incomplete last line. A killed process left that line, before it sent any answer that depends on it. */
  static open(path: string): { readonly log: AppendLog; readonly lines: readonly string[] } {
    const text = readText(path)
    const end = text.lastIndexOf('\n') + 1
    if (end !== text.length) writePrivateFile(path, text.slice(0, end))
    const lines = text.slice(0, end).split('\n').slice(0, -1)
    return { log: new AppendLog(path), lines }
  }

  /** Replaces the lines of a closed log, completely or not at all. */
  static replace(path: string, lines: readonly string[]): void {
    const part = `${path}.new`
    writePrivateFile(part, lines.map((line) => `${line}\n`).join(''))
    renameSync(part, path)
  }

  /** Writes a line. Throws if the disk is full. Every later call then throws `serving.state_unreadable`, because the file may end with an incomplete line. */
  append(line: string): void {
    if (this.#isBroken) throw new RelayError('serving.state_unreadable', 'a line was not written before')
    const bytes = Buffer.from(`${line}\n`)
    this.#isBroken = true
    const written = writeSync(this.#file, bytes)
    if (written !== bytes.length) throw new RelayError('serving.state_unreadable', 'the disk took only a part of a line')
    this.#isBroken = false
  }

  /** Resolves when all lines so far are on the disk. */
  synced(): Promise<void> {
    this.#waiting ??= Promise.withResolvers()
    const { promise } = this.#waiting
    if (!this.#isSyncing) this.#sync()
    return promise
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.#file)
  }

  #sync(): void {
    const group = this.#waiting
    if (group === null) return
    this.#waiting = null
    this.#isSyncing = true
    fdatasync(this.#file, (error) => {
      this.#isSyncing = false
      if (error === null) group.resolve()
      else group.reject(error)
      this.#sync()
    })
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
