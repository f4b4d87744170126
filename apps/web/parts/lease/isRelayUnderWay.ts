import type { LeaseWire } from '@infinitio/domain/wire'

/** True while something that a party signed about the lease is on its way to the chain. A standing order waits for its time and does not count. */
export function isRelayUnderWay({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind !== 'ready' && kind !== 'autoExtend' && (state === 'queued' || state === 'sent'))
}
