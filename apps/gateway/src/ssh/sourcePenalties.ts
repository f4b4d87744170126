/** How many points one address may have before it is sent away, and how fast they are forgiven. */
export type PenaltyRule = { mostPoints: number; pointsForgivenPerSecond: number }

type Source = { points: number; atMs: number; open: number }

/**
 * Counts, per address, open connections and failed sign-ins. Failures cost points that are forgiven with time; an address with
 * too many is refused until enough are. Time is an argument.
 */
export class SourcePenalties {
  readonly #rule: PenaltyRule
  readonly #mostOpen: number
  readonly #sources = new Map<string, Source>()

  constructor({ rule, mostOpen }: { rule: PenaltyRule; mostOpen: number }) {
    this.#rule = rule
    this.#mostOpen = mostOpen
  }

  /** Lets one more connection of this address in; false when it has too many open or too many points, then nothing was counted. */
  enter(address: string, nowMs: number): boolean {
    const source = this.#at(address, nowMs)
    if (source.open >= this.#mostOpen || source.points >= this.#rule.mostPoints) return false
    source.open += 1
    return true
  }

  /** A connection that `enter` let in is gone; `failed` when it never signed in. */
  leave(address: string, { failed, nowMs }: { failed: boolean; nowMs: number }): void {
    const source = this.#at(address, nowMs)
    source.open = Math.max(0, source.open - 1)
    if (failed) source.points += 1
    if (source.open === 0 && source.points === 0) this.#sources.delete(address)
  }

  #at(address: string, nowMs: number): Source {
    const source = this.#sources.get(address) ?? { points: 0, atMs: nowMs, open: 0 }
    const forgiven = ((nowMs - source.atMs) / 1000) * this.#rule.pointsForgivenPerSecond
    source.points = Math.max(0, source.points - Math.max(0, forgiven))
    source.atMs = nowMs
    this.#sources.set(address, source)
    return source
  }

  /** Forgets addresses with nothing left to remember; called now and then so that the table does not grow for ever. */
  sweep(nowMs: number): void {
    for (const address of [...this.#sources.keys()]) {
      const source = this.#at(address, nowMs)
      if (source.open === 0 && source.points === 0) this.#sources.delete(address)
    }
  }
}
