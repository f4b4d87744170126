import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from '@infinitio/process'
import type { Runtime, Sandbox } from '../runtime/runtime.ts'

/** Wipes ended leases and tracks which of them left something behind. While anything is left, the machine accepts no new lease. */
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

  /** Returns the ids of leases that are over and could not be wiped completely. */
  get residue(): readonly string[] {
    return [...this.#residue]
  }

  /** Records a lease whose wipe an earlier run of the agent began. It is unknown whether that wipe was completed. */
  noteUnseen(leaseId: string): void {
    this.#residue.add(leaseId)
  }

  /** Wipes a sandbox and returns the places in which it checked that nothing is left. If something is left, rejects and blocks new leases. */
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

  /** Deletes a lease directory that was only partly made or wiped, and ends all processes in it. */
  async discard(name: string): Promise<void> {
    if (/^\d{1,78}$/.test(name)) {
      const sandbox = this.#runtime.sandbox({ leaseId: name, environment: {} })
      await sandbox.stop([])
      await sandbox.wipe()
    }
    await rm(path.join(this.#leasesDir, name), { recursive: true, force: true })
    this.#logger.warn({ name }, 'removed an incomplete lease folder')
  }
}
