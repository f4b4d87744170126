import type { Asking } from './modelMachines.ts'

type Start = { payer: Asking | null; isPaid: boolean }

/**
 * The starts of machines that requests pay for. Each start has at most one request that is to pay for it. If that request ends without paying, because the
 * machine was not ready in time or failed, the next request that the machine answers is to pay for the start.
 */
export class StartPays {
  readonly #starts = new Map<string, Start>()

  /** Records that a machine is started for a request. This request is to pay for the start. */
  begin(id: string, asking: Asking): void {
    const start: Start = { payer: null, isPaid: false }
    this.#starts.set(id, start)
    charge(start, asking)
  }

  /** Records that a machine answers a request. If no other request pays for the start of this machine, this request is to pay for it. */
  take(id: string, asking: Asking): void {
    const start = this.#starts.get(id)
    if (start === undefined || start.isPaid || start.payer !== null || asking.isStart) return
    charge(start, asking)
  }

  /** Cancels the start of a machine, because the market refused the order for it. The request that was to pay for the start pays nothing for it. */
  cancel(id: string): void {
    const payer = this.#starts.get(id)?.payer
    this.#starts.delete(id)
    if (payer == null) return
    payer.isStart = false
  }

  /** Forgets the start of a machine after the end of its lease. Returns true if a request paid for the start, and null if no request had to. */
  end(id: string): boolean | null {
    const start = this.#starts.get(id)
    this.#starts.delete(id)
    return start?.isPaid ?? null
  }
}

function charge(start: Start, asking: Asking): void {
  asking.isStart = true
  start.payer = asking
  asking.onPaid = ({ start: paid }) => {
    start.payer = null
    start.isPaid = paid > 0n
  }
}
