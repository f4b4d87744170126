import { addressNetwork } from '@infinitio/process'

/** The most penalty points that an address may have before it is refused, and how many points are removed per second. */
export type PenaltyRule = { mostPoints: number; pointsForgivenPerSecond: number }

type Source = { points: number; atMs: number; open: number }

/** This many wrong keys cost one penalty point, because an honest client may offer several keys from its agent. */
const attemptsPerPoint = 4

/**
 * Counts open connections and failed sign-ins by source. Failures cost points, which disappear with time. A source with too many points is refused. A source is
 * an IPv4 address or an IPv6 network of 64 bits, because one customer usually has a whole such network. The caller passes the current time in milliseconds.
 */
export class SourcePenalties {
  readonly #rule: PenaltyRule
  readonly #mostOpen: number
  readonly #sources = new Map<string, Source>()

  constructor({ rule, mostOpen }: { rule: PenaltyRule; mostOpen: number }) {
    this.#rule = rule
    this.#mostOpen = mostOpen
  }

  /**
   * Counts a new connection of this address and returns true. If its source has too many open connections or too many penalty points, returns false and does
   * not count it.
   */
  enter(address: string, nowMs: number): boolean {
    const source = this.#at(addressNetwork(address), nowMs)
    if (source.open >= this.#mostOpen || source.points >= this.#rule.mostPoints) return false
    source.open += 1
    return true
  }

  /**
   * Counts the end of a connection that `enter` admitted. The client made `attempts` sign-in attempts on it; the last one succeeded unless `failed` is true.
   */
  leave(address: string, { failed, attempts, nowMs }: { failed: boolean; attempts: number; nowMs: number }): void {
    const name = addressNetwork(address)
    const source = this.#at(name, nowMs)
    source.open = Math.max(0, source.open - 1)
    if (failed) source.points += Math.max(1, Math.ceil(attempts / attemptsPerPoint))
    if (source.open === 0 && source.points === 0) this.#sources.delete(name)
  }

  /** Returns true if an address has reached its maximum points. */
  isRefused(address: string, nowMs: number): boolean {
    return this.#at(addressNetwork(address), nowMs).points >= this.#rule.mostPoints
  }

  /** Adds one penalty point to an address, for a wrong guess (such as of a token) in a connection that is otherwise valid. */
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

  /** Removes addresses without connections and points. Call it regularly, so that the table does not grow forever. */
  sweep(nowMs: number): void {
    for (const name of [...this.#sources.keys()]) {
      const source = this.#at(name, nowMs)
      if (source.open === 0 && source.points === 0) this.#sources.delete(name)
    }
  }
}
