import type { ListingWire } from '@infinitio/domain/wire'
import { orderAddress } from '#web/features/order-ticket/orderAddress.ts'

/** Where a listing is booked for what its quote says; one for a later start (Unix seconds) is ordered. `run`: what will run there, or empty. */
export function bookAddress(
  listing: Pick<ListingWire, 'node' | 'quote' | 'classId' | 'ask'>,
  { run, startAt }: { readonly run: string; readonly startAt: number | null },
): string {
  return startAt === null ? nodeAddress(listing, run) : orderAddress(listing, startAt)
}

/** A listing's page with the GPUs and hours of its quote. */
export function nodeAddress({ node, quote }: Pick<ListingWire, 'node' | 'quote'>, run: string): string {
  return `/gpus/${node}?gpus=${quote.gpus}&hours=${Math.round(quote.durationSeconds / 3_600)}${run === '' ? '' : `&run=${run}`}`
}
