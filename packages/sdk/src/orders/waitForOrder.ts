import type { HoldWire, OrderWire, PhaseWire } from '@infinitio/domain/wire'
import { getHold, getOrder } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { waitUntil } from '../transport/waitUntil.ts'

const overStates = ['rejected', 'cancelled', 'expired', 'abandoned']

/**
 * Waits until an order has reached a phase (pending or final) or can no longer reach it, and returns the order. Check its `state` and `code`. Throws
 * `api.timed_out`.
 */
export function waitForOrder(
  transport: Transport,
  {
    orderHash,
    phase,
    timeoutSeconds,
    onReading,
  }: { orderHash: string; phase: PhaseWire['phase']; timeoutSeconds: number; onReading?: (order: OrderWire) => void },
): Promise<OrderWire> {
  const isDone = (order: OrderWire) =>
    overStates.includes(order.state) ||
    order.phases.some((step) => (step.phase === phase && (step.state === 'pending' || step.state === 'final')) || step.state === 'failed')
  return waitUntil(() => getOrder(transport, orderHash), isDone, { timeoutSeconds, everyMs: 200, ...(onReading === undefined ? {} : { onReading }) })
}

/** Waits until the matcher has decided on a hold (reservation), and returns the hold: `held`, or `rejected` with a code. Throws `api.timed_out`. */
export function waitForHold(transport: Transport, { holdId, timeoutSeconds }: { holdId: string; timeoutSeconds: number }): Promise<HoldWire> {
  return waitUntil(
    () => getHold(transport, holdId),
    (hold) => hold.state !== 'requested',
    { timeoutSeconds, everyMs: 100 },
  )
}
