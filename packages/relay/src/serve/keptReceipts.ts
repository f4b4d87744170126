import { readReceipt } from '@infinitio/services'
import type { BookLine } from './bookLines.ts'
import type { ServedChannel } from './servedChannel.ts'

const mostReceipts = 20_000
/** Age at which the last receipt of an ended serial (opening of a channel) is left out of a shortened log: 90 days. */
const keptMs = 90 * 86_400_000

/**
 * The receipts that a service stores: the newest 20,000, for which clients may ask after an answer broke off, and the last receipt of each opening of a channel
 * (serial) that has ended. With that last receipt, the service can show that it claimed no more than it earned.
 */
export class KeptReceipts {
  readonly #newest = new Map<string, string>()
  readonly #last = new Map<string, string>()

  /** Adds a receipt with the digest of its voucher (promise to pay). */
  add(digest: string, text: string): void {
    this.#newest.set(digest, text)
    for (const oldest of this.#newest.keys()) {
      if (this.#newest.size <= mostReceipts) break
      this.#newest.delete(oldest)
    }
  }

  /** Returns the receipt of a voucher, or null. */
  of(digest: string): string | null {
    return this.#newest.get(digest) ?? null
  }

  /** Stores the last receipt of a serial that ended. */
  keepLast({ id, serial, newestText }: Pick<ServedChannel, 'id' | 'serial' | 'newestText'>): void {
    if (newestText !== null) this.#last.set(`${id} ${serial}`, newestText)
  }

  /** Returns the lines of a shortened log. Leaves out the last receipts of serials that ended more than 90 days ago. */
  lines(nowMs: number): readonly BookLine[] {
    const ended = [...this.#last.values()].filter((text) => (readReceipt(text)?.receipt.endedMs ?? 0) > nowMs - keptMs)
    return [...ended.map((r) => ({ k: 'e', r }) as const), ...[...this.#newest].map(([d, r]) => ({ k: 'k', r, d }) as const)]
  }
}
