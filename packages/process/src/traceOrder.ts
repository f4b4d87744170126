import { AsyncLocalStorage } from 'node:async_hooks'

const traces = new AsyncLocalStorage<{ orderHash: string | null }>()

/**
 * Runs `work` for one order: every line logged meanwhile, also by what it calls, carries `orderHash`, the trace id of the house
 *. Null when the order is not known yet; `noteOrder` names it then. Listeners that were added before do not belong to it.
 */
export function traceOrder<Result>(orderHash: string | null, work: () => Result): Result {
  return traces.run({ orderHash }, work)
}

/** Names the order of the work under way, when it turns out only during it. Does nothing outside `traceOrder`. */
export function noteOrder(orderHash: string): void {
  const trace = traces.getStore()
  if (trace !== undefined) trace.orderHash = orderHash
}

/** The order that the work under way is about; null when it is about none. */
export function tracedOrder(): string | null {
  return traces.getStore()?.orderHash ?? null
}
