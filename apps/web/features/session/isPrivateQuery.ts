import type { Query } from '@tanstack/react-query'

/** What belongs to who is signed in, by the first word of its key. */
const privateKeys: ReadonlySet<unknown> = new Set([
  ...['wallet', 'leases', 'lease', 'lease-disk', 'lease-ports', 'move-plan', 'telemetry', 'receipt'],
  ...['provider', 'hold', 'order', 'orders'],
])

/** True for an answer that another account must not be shown. */
export function isPrivateQuery({ queryKey: [noun] }: Pick<Query, 'queryKey'>): boolean {
  return privateKeys.has(noun)
}
