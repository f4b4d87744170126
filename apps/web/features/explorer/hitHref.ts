import type { ExplorerHitsWire } from '@infinitio/domain/wire'

/** What the explorer found. */
export type Hit = ExplorerHitsWire['items'][number]

/** The page about it. */
export function hitHref({ kind, id }: Hit): string {
  switch (kind) {
    case 'account':
      return `/explorer/address/${id}`
    case 'transaction':
      return `/tx/${id}`
    case 'block':
      return `/explorer/blocks/${id}`
    case 'lease':
      return `/explorer/leases/${id}`
    case 'node':
      return `/gpus/${id}`
    case 'order':
      return `/explorer/orders/${id}`
  }
}
