import type { ListingWire } from '@infinitio/domain/wire'

/**
 * Returns the path of a machine's page, with the number of GPUs and the duration for which the list shows a price. `startAt` is a later start in Unix seconds;
 * null starts now. `run` is the program that will run, or empty.
 */
export function nodeAddress(
  { node, quote }: Pick<ListingWire, 'node' | 'quote'>,
  { run, startAt }: { readonly run: string; readonly startAt: number | null },
): string {
  const start = startAt === null ? '' : `&start=${Math.floor(startAt / 3_600)}`
  return `/gpus/${node}?gpus=${quote.gpus}&${spanParam(quote.durationSeconds)}${start}${run === '' ? '' : `&run=${run}`}`
}

/** Returns the parameter of a machine's URL for a lease of these seconds. Whole hours are written as hours, as searches write them. */
export function spanParam(seconds: number): string {
  return seconds % 3_600 === 0 ? `hours=${seconds / 3_600}` : `seconds=${seconds}`
}
