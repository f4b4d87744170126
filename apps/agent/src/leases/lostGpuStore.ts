import path from 'node:path'
import { z } from 'zod'
import { readOwnJson } from '../disk/readOwnFile.ts'
import { writeWhole } from '../disk/writeWhole.ts'

const lostGpusFile = z.array(z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/)).max(64)

const fileOf = (dataDir: string): string => path.join(dataDir, 'lost-gpus.json')

/**
 * Stores which GPUs the driver reports as lost. The first reading of a new agent takes seconds, and the driver may no longer name a lost GPU then. So the agent
 * gives it to no lease and does not offer it, until a reading shows that it works again.
 */
export class LostGpuStore {
  readonly #dataDir: string
  #addresses: ReadonlySet<string>

  private constructor(dataDir: string, addresses: ReadonlySet<string>) {
    this.#dataDir = dataDir
    this.#addresses = addresses
  }

  /** Reads the GPUs that an earlier run of the agent stored. A file with other content counts as empty. Throws `node.settings_unreadable` if it cannot be read. */
  static async open(dataDir: string): Promise<LostGpuStore> {
    return new LostGpuStore(dataDir, new Set(await readOwnJson(fileOf(dataDir), lostGpusFile)))
  }

  /** The PCI addresses of the stored GPUs, as the kernel writes them. */
  get addresses(): ReadonlySet<string> {
    return this.#addresses
  }

  /** Stores these PCI addresses, unless the same ones are stored. Rejects if the file cannot be written; the next call then tries again. */
  async save(addresses: ReadonlySet<string>): Promise<void> {
    if (addresses.size === this.#addresses.size && [...addresses].every((one) => this.#addresses.has(one))) return
    const saved = new Set(addresses)
    await writeWhole(fileOf(this.#dataDir), JSON.stringify([...saved]))
    this.#addresses = saved
  }
}
