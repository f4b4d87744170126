import type { Address, ErrorCode } from '@infinitio/domain'
import type { ChainLogCommand } from '../src/index.ts'
import type { NaiveMatch } from './naiveBook.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** An account whose waiting bids are paused, and the end of the pause. */
export type Paused = { readonly account: Address; readonly untilMs: number }

const hourMs = 3_600_000
const dayMs = 86_400_000
const codes: readonly ErrorCode[] = ['auth.signature_wrong_signer', 'order.not_settled']

/**
 * Strikes (bids that blocked a machine for nothing) for the test oracle, after docs/market.md. It stores every strike and counts the strikes of an account
 * again each time.
 */
export class NaiveStrikes {
  readonly #strikes: { readonly account: Address; readonly atMs: number }[] = []
  readonly #paused = new Map<Address, number>()
  /** For each bid, the number of a command: the matches that this command made for the bid were the last to count as a strike. */
  readonly #countedFor = new Map<string, bigint>()
  /** Spot leases by id, with the last second at which their machine may become ready. */
  readonly #spot = new Map<bigint, { readonly renter: Address; readonly readyUntil: bigint }>()

  passTime(atMs: number): void {
    for (const [account, untilMs] of this.#paused) if (untilMs <= atMs) this.#paused.delete(account)
  }

  isPaused(account: Address): boolean {
    return this.#paused.has(account)
  }

  settled({ leaseId, terms }: Log<'Settled'>, now: bigint): void {
    const grace = terms.durationSeconds < 600n ? terms.durationSeconds : 600n
    if (terms.start <= now) this.#spot.set(leaseId, { renter: terms.renter, readyUntil: terms.start + grace })
    else this.#spot.delete(leaseId)
  }

  givenUp(match: NaiveMatch, { code, atMs }: { code: ErrorCode; atMs: number }): Paused | null {
    return codes.includes(code) ? this.#strike(match.bid.bid.renter, { match, atMs }) : null
  }

  closed({ leaseId, reason, blockTimestamp }: Log<'LeaseClosed'>, { match, atMs }: { match: NaiveMatch | null; atMs: number }): Paused | null {
    const lease = this.#spot.get(leaseId)
    return reason !== 7 || lease === undefined || blockTimestamp > lease.readyUntil ? null : this.#strike(lease.renter, { match, atMs })
  }

  #strike(account: Address, { match, atMs }: { match: NaiveMatch | null; atMs: number }): Paused | null {
    if (match !== null) {
      const madeBy = match.id / 65_536n
      if (this.#countedFor.get(match.bid.orderHash) === madeBy) return null
      this.#countedFor.set(match.bid.orderHash, madeBy)
    }
    this.#strikes.push({ account, atMs })
    const times = this.#strikes.filter((one) => one.account === account).map((one) => one.atMs)
    const gaps = times.map((time, at) => time - (times[at - 1] ?? Number.NEGATIVE_INFINITY))
    if ((gaps.at(-1) ?? dayMs) >= hourMs) return null
    const counted = gaps.slice(gaps.findLastIndex((gap) => gap >= dayMs)).filter((gap) => gap < hourMs).length
    const untilMs = atMs + Math.min(hourMs * 2 ** (counted - 1), 6 * hourMs)
    if (untilMs <= (this.#paused.get(account) ?? 0)) return null
    this.#paused.set(account, untilMs)
    return { account, untilMs }
  }
}
