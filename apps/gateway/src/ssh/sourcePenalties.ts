import { addressNetwork } from '@infinitio/process'

/** How many points one address may have before it is sent away, and how fast they are forgiven. */
export type PenaltyRule = { mostPoints: number; pointsForgivenPerSecond: number }

type Source = { points: number; atMs: number; open: number }

/** Keys a client may offer in vain for one point: who has many in an agent is no guesser. */
const attemptsPerPoint = 4

/**
 * Counts, per source, open connections and failed sign-ins. Failures cost points that are forgiven with time; a source with
 * too many is refused until enough are. Time is an argument. A source is an IPv4 address or an IPv6 network of 64 bits, all of which
 * one customer has.
 */
export class SourcePenalties {
  readonly #rule: PenaltyRule
  readonly #mostOpen: number
  readonly #sources = new Map<string, Source>()

  constructor({ rule, mostOpen }: { rule: PenaltyRule; mostOpen: number }) {
    this.#rule = rule
    this.#mostOpen = mostOpen
  }

  /** Lets one more connection of this address in; false when its source has too many open or too many points, then nothing was counted. */
  enter(address: string, nowMs: number): boolean {
    const source = this.#at(addressNetwork(address), nowMs)
    if (source.open >= this.#mostOpen || source.points >= this.#rule.mostPoints) return false
    source.open += 1
    return true
  }

  /** A connection that `enter` let in is gone: after `attempts` to sign in, the last of which succeeded when not `failed`. */
  leave(address: string, { failed, attempts, nowMs }: { failed: boolean; attempts: number; nowMs: number }): void {
    const name = addressNetwork(address)
    const source = this.#at(name, nowMs)
    source.open = Math.max(0, source.open - 1)
    if (failed) source.points += Math.max(1, Math.ceil(attempts / attemptsPerPoint))
    if (source.open === 0 && source.points === 0) this.#sources.delete(name)
  }

  /** Whether an address has more points than it may. */
  isRefused(address: string, nowMs: number): boolean {
    return this.#at(addressNetwork(address), nowMs).points >= this.#rule.mostPoints
  }

  /** Gives an address one point, for a guess within a connection that is otherwise well. */
  blame(address: string, nowMs: number): void {
    this.#at(addressNetwork(address), nowMs).points += 1
  }

  #at(name: string, nowMs: number): Source {
    const source = this.#sources.get(name) ?? { points: 0, atMs: nowMs, open: 0 }
    const forgiven = ((nowMs - source.atMs) / 1000) * this.#rule.pointsForgivenPerSecond
    source.points = Math.max(0, source.points - Math.max(0, forgiven))
    source.atMs = nowMs
    this.#sources.set(name, source)
    return source
  }

  /** Forgets addresses with nothing left to remember; called now and then so that the table does not grow for ever. */
  sweep(nowMs: number): void {
    for (const name of [...this.#sources.keys()]) {
      const source = this.#at(name, nowMs)
      if (source.open === 0 && source.points === 0) this.#sources.delete(name)
    }
  }
}
