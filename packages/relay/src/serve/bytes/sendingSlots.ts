import type { Address } from '@infinitio/domain'
import { RelayError } from '../../relayError.ts'

/** The place of one answer. `note` counts bytes that its client received. `leave` gives the place back, and can be called more than once. */
export type SendingSlot = { readonly note: (bytes: number) => void; readonly leave: () => void }

type Sending = { readonly payer: Address; readonly sinceMs: number; readonly stop: () => void; bytes: number }

/** The most answers that clients have not received completely. Each one uses at most 4 MiB of memory. */
export const mostSending = 32
/** The most of them that one payer has. */
export const mostOfPayer = 4
/** Milliseconds after which an answer can lose its place to another client. */
export const safeMs = 10_000

/**
 * The places for answers of a service that sells bytes. If all are taken, the slowest answer loses its place to a new one, once it is ten seconds old. So payers
 * that do not read their answers keep nobody else from the service, however many wallets they have.
 */
export class SendingSlots {
  readonly #sending = new Set<Sending>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** Takes a place. `stop` must end the answer: it is called if the answer loses its place. Throws `serving.busy` if the payer has four, or if none is free. */
  take(payer: Address, stop: () => void): SendingSlot {
    let own = 0
    for (const one of this.#sending) if (one.payer === payer) own += 1
    if (own >= mostOfPayer) throw new RelayError('serving.busy', `${mostOfPayer} answers of one payer are being sent`)
    if (this.#sending.size >= mostSending) this.#stopSlowest()
    const taken: Sending = { payer, sinceMs: this.#nowMs(), stop, bytes: 0 }
    this.#sending.add(taken)
    return {
      note(bytes) {
        taken.bytes += bytes
      },
      leave: () => void this.#sending.delete(taken),
    }
  }

  #stopSlowest(): void {
    const nowMs = this.#nowMs()
    const speedOf = ({ bytes, sinceMs }: Sending) => bytes / (nowMs - sinceMs)
    const [slowest] = [...this.#sending]
      .filter(({ sinceMs }) => nowMs - sinceMs >= safeMs)
      .toSorted((one, other) => speedOf(one) - speedOf(other) || one.sinceMs - other.sinceMs)
    if (slowest === undefined) throw new RelayError('serving.busy', `${mostSending} answers are being sent`)
    this.#sending.delete(slowest)
    slowest.stop()
  }
}
