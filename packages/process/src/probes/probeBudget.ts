/**
 * Limits of the probes with which validators measure a machine's network. `exchanges` and `bytes` hold for one validator and machine in an hour of the chain;
 * `bytesOfAll` holds for all of them together in an hour of this process's clock.
 */
export type ProbeLimits = { readonly exchanges: number; readonly bytes: number; readonly bytesOfAll: number }

const hourMs = 3_600_000
const mostUsers = 100_000

/**
 * Counts network probes of validators, so that nobody can use probes to fill a network connection. A probe is allowed only for the newest hour of the chain
 * that this object has seen; earlier hours have no budget left.
 */
export class ProbeBudget {
  readonly #limits: ProbeLimits
  readonly #used = new Map<string, { exchanges: number; bytes: number }>()
  #hour = 0
  #bytesOfAll = 0
  #sinceMs = Number.NEGATIVE_INFINITY

  constructor(limits: ProbeLimits) {
    this.#limits = limits
  }

  /**
   * Takes one exchange with this many bytes from the budget and returns true, or takes nothing and returns false. `who` names the validator and the machine.
   */
  take({ hour, who, bytes, nowMs }: { hour: number; who: string; bytes: number; nowMs: number }): boolean {
    if (hour < this.#hour) return false
    if (hour > this.#hour) this.#used.clear()
    this.#hour = hour
    if (nowMs - this.#sinceMs >= hourMs) {
      this.#sinceMs = nowMs
      this.#bytesOfAll = 0
    }
    const used = this.#used.get(who) ?? { exchanges: 0, bytes: 0 }
    const { exchanges, bytes: most, bytesOfAll } = this.#limits
    if (used.exchanges >= exchanges || used.bytes + bytes > most || this.#bytesOfAll + bytes > bytesOfAll) return false
    if (this.#used.size >= mostUsers && !this.#used.has(who)) return false
    this.#used.set(who, { exchanges: used.exchanges + 1, bytes: used.bytes + bytes })
    this.#bytesOfAll += bytes
    return true
  }
}
