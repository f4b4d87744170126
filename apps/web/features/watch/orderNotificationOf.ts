import type { OrderWire } from '@infinitio/domain/wire'
import type { WatchedOrder } from '#web/features/watch/watchedOrders.ts'

/**
 * A change of an order that this browser watches: more GPUs were matched, or the order ended. `gpus` is the number of GPUs that were matched since the last
 * notification.
 */
export type OrderNotification =
  | { readonly kind: 'part'; readonly gpus: number; readonly isOver: false }
  | { readonly kind: 'filled'; readonly gpus: number; readonly isOver: true }
  | { readonly kind: 'left'; readonly gpus: number; readonly isOver: true }

/** Returns the notification about a watched order in its current state, or null if there is nothing to notify the user of. */
export function orderNotificationOf(
  { gpusFilled: told }: Pick<WatchedOrder, 'gpusFilled'>,
  { state, gpusFilled, order }: Pick<OrderWire, 'state' | 'gpusFilled' | 'order'>,
): OrderNotification | null {
  const gpus = Math.max(0, gpusFilled - told)
  switch (state) {
    case 'accepted':
    case 'open':
    case 'partly_filled':
      return gpus > 0 ? { kind: 'part', gpus, isOver: false } : null
    // A match is not a lease yet, because it may still be dropped.
    case 'matched':
      return null
    case 'settled':
      return { kind: 'renter' in order && gpusFilled < order.gpus ? 'left' : 'filled', gpus, isOver: true }
    case 'cancelled':
    case 'expired':
    case 'rejected':
    case 'abandoned':
      return { kind: 'left', gpus, isOver: true }
  }
}
