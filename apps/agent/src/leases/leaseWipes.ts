import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from '@infinitio/process'
import type { Runtime, Sandbox } from '../runtime/runtime.ts'

/** Wipes what leases leave, and knows of which something is left: while there is any, the machine takes no other lease. */
export class LeaseWipes {
  readonly #leasesDir: string
  readonly #runtime: Runtime
  readonly #logger: Logger
  readonly #residue = new Set<string>()

  constructor({ leasesDir, runtime, logger }: { leasesDir: string; runtime: Runtime; logger: Logger }) {
    this.#leasesDir = leasesDir
    this.#runtime = runtime
    this.#logger = logger
  }

  /** Leases that are over and could not be wiped whole. */
  get residue(): readonly string[] {
    return [...this.#residue]
  }

  /** Notes a lease whose wipe was not seen to its end. */
  noteUnseen(leaseId: string): void {
    this.#residue.add(leaseId)
  }

  /** Returns what was looked at; rejects, and keeps other leases away, while something is left. */
  async wipe(sandbox: Sandbox): Promise<readonly string[]> {
    const { leaseId } = sandbox
    try {
      const { residue, checked } = await sandbox.wipe()
      if (residue.length > 0) throw new Error(`the machine still holds something of lease ${leaseId}: ${residue.join(', ')}`)
      this.#residue.delete(leaseId)
      return checked
    } catch (error) {
      this.#residue.add(leaseId)
      throw error
    }
  }

  /** Removes what was half made or half wiped, with whatever still runs in it. */
  async discard(name: string): Promise<void> {
    if (/^\d{1,78}$/.test(name)) {
      const sandbox = this.#runtime.sandbox({ leaseId: name, environment: {} })
      await sandbox.stop([])
      await sandbox.wipe()
    }
    await rm(path.join(this.#leasesDir, name), { recursive: true, force: true })
    this.#logger.warn({ name }, 'removed a half-made lease directory')
  }
}
