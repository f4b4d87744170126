/**
 * Cached value: the address of the wallet that this page connected, or null. `WalletBoundary` writes it into the cache for parts of the page that do not load
 * wagmi; no request fetches it.
 */
export const connectedQuery = { queryKey: ['connected'], enabled: false }
