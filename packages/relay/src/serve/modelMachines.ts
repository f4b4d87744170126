import type { Upstream } from '../wire/openUpstream.ts'

/** The pay of an ended request: for its tokens, and for the start of a machine. In base units of PToken. */
export type RequestPay = { readonly tokens: bigint; readonly start: bigint }

/**
 * A request that waits for a model server, at most for `withinMs`. `onWait` is called at once if no server has a free slot, and then every few seconds, with
 * the expected rest of the waiting time in seconds. `isStart` becomes true if the request is to pay for the start of a machine. That is a machine that was
 * rented because of this request, or the machine that answers it if no other request pays for its start. The machines set `onPaid`; it is called once, when the
 * pay of the request is certain.
 */
export type Asking = {
  isStart: boolean
  onPaid: ((pay: RequestPay) => void) | null
  readonly signal: AbortSignal
  readonly withinMs: number
  readonly onWait: (seconds: number) => void
}

/** A free slot of a model server. `leave` frees the slot, and must be called once. */
export type Seat = { readonly upstream: Upstream; readonly headers: Readonly<Record<string, string>>; readonly leave: () => void }

/** The model servers of a service. `take` returns a free slot. It rejects with `serving.no_machine` after the time, or with the reason of an aborted signal. */
export type ModelMachines = {
  readonly take: (asking: Asking) => Promise<Seat>
  /** Any server that runs now, or null. */
  readonly any: () => Omit<Seat, 'leave'> | null
  readonly close: () => void
}

/** Returns the model servers of a service that has exactly one, which takes as many requests as the service does. */
export function oneServer(upstream: Upstream, headers: Readonly<Record<string, string>>): ModelMachines {
  const seat = { upstream, headers, leave: () => {} }
  return { take: async () => seat, any: () => seat, close: () => upstream.close() }
}
