import type { ListingWire } from '@infinitio/domain/wire'

/** A listing's page with the GPUs and hours of its quote, from a later start on (Unix seconds; null: now). `run`: what will run there, or empty. */
export function nodeAddress(
  { node, quote }: Pick<ListingWire, 'node' | 'quote'>,
  { run, startAt }: { readonly run: string; readonly startAt: number | null },
): string {
  const start = startAt === null ? '' : `&start=${Math.floor(startAt / 3_600)}`
  return `/gpus/${node}?gpus=${quote.gpus}&hours=${Math.round(quote.durationSeconds / 3_600)}${start}${run === '' ? '' : `&run=${run}`}`
}
