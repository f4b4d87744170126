import type { LeaseWire } from '@infinitio/domain/wire'

/** True while a later end that was signed is on its way to the chain. */
export function isExtending({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind === 'extend' && (state === 'queued' || state === 'sent'))
}
