/**
 * The address of the wallet that this page connected, or null. `WalletBoundary` stores it in the cache for parts that do not load wagmi, and nothing fetches it.
 */
export const connectedQuery = { queryKey: ['connected'], enabled: false }
