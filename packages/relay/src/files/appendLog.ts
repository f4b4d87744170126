import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { RelayError } from '../relayError.ts'
import { writePrivateFile } from './privateFile.ts'

const ownerOnly = 0o600
/** Milliseconds in which lines gather before one fdatasync if nobody waits for them. */
const soonMs = 5

/**
 * A file to which lines are only added. A line is written before `append` returns, so it survives if this process is killed. `synced` waits until all lines so
 * far are on the disk, where they also survive a power cut. Callers that wait at the same time share one fdatasync. `shorten` replaces the lines by fewer ones;
 * lines may be added during this time.
 */
export class AppendLog {
  readonly #path: string
  #file: number
  #bytes: number
  #waiting: PromiseWithResolvers<void> | null = null
  #isSyncing = false
  #isBroken = false
  #isClosed = false
  /** The lines that were added while a shorter file is being written, or null. */
  #added: Buffer[] | null = null
  /** Replaced files, which are closed once their last fdatasync ended. */
  #replaced: number[] = []
  #timer: NodeJS.Timeout | null = null

  private constructor(path: string) {
    this.#path = path
    this.#file = openSync(path, 'a', ownerOnly)
    this.#bytes = statSync(path).size
  }

  /**
   * Opens a log and returns its lines. Drops an incomplete last line. Such a line is left by a process that was killed while it wrote the line, so the process
   * had not yet sent any answer that depends on the line.
   */
  static open(path: string): { readonly log: AppendLog; readonly lines: readonly string[] } {
    rmSync(shorterPath(path), { force: true })
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

  /** The size of the file in bytes. */
  get bytes(): number {
    return this.#bytes
  }

  /** Writes a line. Throws if the disk is full. Every later call then throws `serving.state_unreadable`, because the file may end with an incomplete line. */
  append(line: string): void {
    if (this.#isBroken) throw new RelayError('serving.state_unreadable', 'a line was not written before')
    const bytes = Buffer.from(`${line}\n`)
    this.#isBroken = true
    writeWhole(this.#file, bytes)
    this.#isBroken = false
    this.#bytes += bytes.length
    this.#added?.push(bytes)
  }

  /** Resolves when all lines so far are on the disk. Rejects if the disk fails; the log then takes no more lines. */
  synced(): Promise<void> {
    this.#waiting ??= Promise.withResolvers()
    const { promise } = this.#waiting
    if (!this.#isSyncing) this.#sync()
    return promise
  }

  /** Starts to bring all lines to the disk after a few milliseconds, together with the lines that are added until then. Returns at once. */
  syncSoon(): void {
    if (this.#waiting !== null || this.#isClosed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      // This promise can be ignored: if the sync fails, the log rejects all later lines.
      if (!this.#isClosed) this.synced().catch(() => {})
    }, soonMs)
  }

  /**
   * Replaces all lines so far by `lines`, completely or not at all. Does nothing while another call of `shorten` runs, after an error, or after `close`. The
   * new file contains `lines`, then the lines that were added during this call, and at the end the line that `last` returns. `last` is called at the moment of
   * the replacement. All lines are on the disk before the new file replaces the old one. A process that is killed at any point leaves the old file or the new
   * one, and both have all lines that were added.
   */
  async shorten(lines: readonly string[], last: () => string): Promise<void> {
    if (this.#added !== null || this.#isBroken || this.#isClosed) return
    this.#added = []
    const part = shorterPath(this.#path)
    try {
      const file = await open(part, 'w', ownerOnly)
      try {
        await file.writeFile(lines.map((line) => `${line}\n`).join(''))
        await file.datasync()
      } finally {
        await file.close()
      }
      if (!this.#isClosed && !this.#isBroken) this.#replaceBy(part, last)
    } finally {
      this.#added = null
    }
  }

  /** Brings all lines to the disk and closes the file. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (!this.#isBroken) fdatasyncSync(this.#file)
    closeSync(this.#file)
  }

  /** From the copy of the last lines to the renaming of the new file, every step is synchronous. So no line can be added in between and lost. */
  #replaceBy(part: string, last: () => string): void {
    const next = openSync(part, 'a', ownerOnly)
    writeWhole(next, Buffer.concat([...(this.#added ?? []), Buffer.from(`${last()}\n`)]))
    fdatasyncSync(next)
    renameSync(part, this.#path)
    syncFolder(dirname(this.#path))
    const old = this.#file
    this.#file = next
    this.#bytes = statSync(this.#path).size
    if (this.#isSyncing) this.#replaced.push(old)
    else closeSync(old)
  }

  #sync(): void {
    const group = this.#waiting
    if (group === null) return
    this.#waiting = null
    this.#isSyncing = true
    fdatasync(this.#file, (error) => {
      this.#isSyncing = false
      for (const file of this.#replaced.splice(0)) closeSync(file)
      if (error === null) group.resolve()
      else {
        this.#isBroken = true
        group.reject(error)
      }
      this.#sync()
    })
  }
}

function shorterPath(path: string): string {
  return `${path}.shorter`
}

function writeWhole(file: number, bytes: Buffer): void {
  if (writeSync(file, bytes) !== bytes.length) throw new RelayError('serving.state_unreadable', 'the disk took only a part of a line')
}

/** Brings the new name of a file to the disk. Without this, a power cut could bring the old file back. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
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
