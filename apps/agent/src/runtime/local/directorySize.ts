import { lstat, opendir } from 'node:fs/promises'
import path from 'node:path'

const everyMs = 60_000
const mostEntries = 20_000

/**
 * Measures the size of a directory, without following links. Measures at most once a minute. Returns null above 20,000 entries, because counting them would
 * take too long.
 */
export class DirectorySize {
  readonly #directory: string
  #known: { bytes: number | null; atMs: number } | null = null

  constructor(directory: string) {
    this.#directory = directory
  }

  /**
   * Returns the bytes on disk, or null if the directory has too many entries to count them. Caches the result for a while. Rejects when the directory does not
   * exist.
   */
  async read(): Promise<number | null> {
    if (this.#known !== null && performance.now() - this.#known.atMs < everyMs) return this.#known.bytes
    const bytes = await bytesBelow(this.#directory)
    this.#known = { bytes, atMs: performance.now() }
    return bytes
  }
}

async function bytesBelow(directory: string): Promise<number | null> {
  const waiting = [directory]
  let bytes = 0
  let entries = 0
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const opened = await opendir(folder).catch((error: unknown) => {
      if (folder === directory) throw error
      return null
    })
    for await (const entry of opened ?? []) {
      entries += 1
      if (entries > mostEntries) return null
      const place = path.join(folder, entry.name)
      if (entry.isDirectory()) waiting.push(place)
      // A file that was deleted during the count has no size.
      else bytes += (await lstat(place).catch(() => ({ blocks: 0 }))).blocks * 512
    }
  }
  return bytes
}
