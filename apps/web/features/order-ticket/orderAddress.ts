import type { ListingWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600

/** The market of a listing's class with a ticket that orders what its quote says of this machine, from a later start on (Unix seconds), at its price or less. */
export function orderAddress({ node, classId, ask, quote }: Pick<ListingWire, 'node' | 'classId' | 'ask' | 'quote'>, startAt: number): string {
  const params = [
    `price=${ask.pricePerGpuSecond}`,
    `gpus=${quote.gpus}`,
    `hours=${Math.ceil(quote.durationSeconds / hourSeconds)}`,
    `start=${Math.floor(startAt / hourSeconds)}`,
    `node=${node}`,
  ]
  return `/market/${classId}?${params.join('&')}`
}
