import type { MutationStatus } from '@tanstack/react-query'

/** Returns whether a transaction with this status must not be sent now: it is on its way, or it is mined and possible only once. */
export function isSpent(status: MutationStatus, { once }: { readonly once: boolean }): boolean {
  return status === 'pending' || (once && status === 'success')
}
