/** Values with which a market's copy of the page fills its fields. */
export type Defaults = { readonly rpcUrl: string; readonly directory: string }

/**
 * Reads the chain's settings from the site that served this page. A page from a disk, from IPFS or from another site has no market to ask and starts
 * with empty fields; it works without an answer.
 */
export async function readDefaults(): Promise<Defaults | null> {
  if (!location.protocol.startsWith('http')) return null
  try {
    const response = await fetch('/api/v1/chain', { headers: { accept: 'application/json' } })
    if (!response.ok) return null
    const { addresses } = (await response.json()) as { addresses?: { directory?: unknown } }
    if (typeof addresses?.directory !== 'string') return null
    return { rpcUrl: new URL('/api/v1/rpc', location.href).href, directory: addresses.directory }
  } catch {
    // The site is not a market, so the person fills in the fields.
    return null
  }
}
