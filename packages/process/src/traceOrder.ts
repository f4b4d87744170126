import { AsyncLocalStorage } from 'node:async_hooks'

const traces = new AsyncLocalStorage<{ orderHash: string | null }>()

/**
 * Runs `work` for one order. Every line that is logged during the work, also by called functions, contains `orderHash`, which is the trace id in all
 * processes. Pass null if the order is not known yet, and set it with `noteOrder`. Listeners that were added earlier do not belong to the work.
 */
export function traceOrder<Result>(orderHash: string | null, work: () => Result): Result {
  return traces.run({ orderHash }, work)
}

/** Sets the order of the current work, if it is only found during the work. Does nothing outside `traceOrder`. */
export function noteOrder(orderHash: string): void {
  const trace = traces.getStore()
  if (trace !== undefined) trace.orderHash = orderHash
}

/** Returns the order of the current work, or null if there is none. */
export function tracedOrder(): string | null {
  return traces.getStore()?.orderHash ?? null
}
