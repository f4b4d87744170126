import { readPrivateFile, writePrivateFile } from '../../files/privateFile.ts'

/** The least size in bytes that a log had. `generation` counts how often it was shortened. */
export type LogSize = { readonly generation: number; readonly bytes: number }

/**
 * A second file that states how long a log was, so that a log which was deleted, cut or replaced by an older one is noticed. Only lines that are on the disk may
 * be counted in it.
 */
export class LogWitness {
  readonly #path: string
  #last: LogSize | null

  /** Reads the file `path`. A file that cannot be read states nothing. Throws `wallet.key_unreadable` if others can read it. */
  constructor(path: string) {
    this.#path = path
    this.#last = sizeIn(readPrivateFile(path))
  }

  /** Returns true if the log is shorter than it was, or was shortened less often. */
  misses({ generation, bytes }: LogSize): boolean {
    const last = this.#last
    return last !== null && (generation < last.generation || (generation === last.generation && bytes < last.bytes))
  }

  /** Stores the size of the log. Writes nothing if it is the stored one. */
  note(size: LogSize): void {
    if (this.#last?.bytes === size.bytes && this.#last.generation === size.generation) return
    writePrivateFile(this.#path, JSON.stringify(size))
    this.#last = size
  }
}

function sizeIn(text: string | null): LogSize | null {
  if (text === null) return null
  try {
    const { generation, bytes } = JSON.parse(text) as LogSize
    return Number.isSafeInteger(generation) && Number.isSafeInteger(bytes) ? { generation, bytes } : null
  } catch {
    return null
  }
}
