import { type Datagram, framedBytes } from './datagramFrames.ts'

/** A datagram that has waited longer than this in queues is dropped, in milliseconds. WireGuard and the programs above it send it again if they need it. */
export const mostAgeMs = 50
/** The most bytes that wait in one queue: those of 50 ms at 300 Mbit/s. */
const mostBytes = 2 * 1024 * 1024

/** Why a datagram was dropped: it waited too long, or the queue was full. */
export type Dropped = 'late' | 'full'

/** The datagrams that wait for one stream. Drops those that are older than 50 ms, and refuses further ones when 2 MiB wait. `nowMs` never goes back. */
export class FreshQueue {
  readonly #onDrop: (why: Dropped) => void
  #waiting: { datagram: Datagram; bornMs: number }[] = []
  /** The index of the first datagram in `#waiting` that was not taken. Taken ones are removed together, because removing each one moves all others. */
  #first = 0
  #bytes = 0

  constructor(onDrop: (why: Dropped) => void) {
    this.#onDrop = onDrop
  }

  /** The bytes that wait. */
  get bytes(): number {
    return this.#bytes
  }

  /** Adds a datagram that has already waited for `ageMs` elsewhere. Its `sentAt` becomes the time at which it would have been sent without that wait. */
  add({ peer, bytes }: Pick<Datagram, 'peer' | 'bytes'>, { ageMs, nowMs }: { ageMs: number; nowMs: number }): void {
    const bornMs = nowMs - ageMs
    const datagram = { peer, bytes, sentAt: Math.round(bornMs) >>> 0 }
    if (this.#bytes + framedBytes(datagram) > mostBytes) this.dropLate(nowMs)
    if (this.#bytes + framedBytes(datagram) > mostBytes) return void this.#onDrop('full')
    this.#waiting.push({ datagram, bornMs })
    this.#bytes += framedBytes(datagram)
  }

  /** Removes and returns the next datagrams that are not too old, with at most `most` bytes but at least one datagram. */
  take({ most, nowMs }: { most: number; nowMs: number }): Datagram[] {
    const taken: Datagram[] = []
    let bytes = 0
    this.dropLate(nowMs)
    for (let next = this.#waiting[this.#first]; next !== undefined; next = this.#waiting[this.#first]) {
      // A datagram from another queue may be older than the one before it.
      if (nowMs - next.bornMs > mostAgeMs) this.#drop(next.datagram)
      else {
        if (taken.length > 0 && bytes + framedBytes(next.datagram) > most) break
        bytes += framedBytes(next.datagram)
        taken.push(next.datagram)
        this.#remove(next.datagram)
      }
    }
    this.#compact()
    return taken
  }

  /** Drops the datagrams that have waited too long. */
  dropLate(nowMs: number): void {
    for (let next = this.#waiting[this.#first]; next !== undefined && nowMs - next.bornMs > mostAgeMs; next = this.#waiting[this.#first])
      this.#drop(next.datagram)
    this.#compact()
  }

  #drop(datagram: Datagram): void {
    this.#remove(datagram)
    this.#onDrop('late')
  }

  #remove(datagram: Datagram): void {
    this.#first += 1
    this.#bytes -= framedBytes(datagram)
  }

  #compact(): void {
    if (this.#first === 0) return
    this.#waiting = this.#waiting.slice(this.#first)
    this.#first = 0
  }
}
