import type { MutationStatus } from '@tanstack/react-query'

/** Returns true if a transaction with this status must not be sent now: it was already sent, or it can be made only once and is mined. */
export function isSpent(status: MutationStatus, { once }: { readonly once: boolean }): boolean {
  return status === 'pending' || (once && status === 'success')
}
