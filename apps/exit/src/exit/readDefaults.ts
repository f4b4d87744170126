/** What the page is filled with when a market serves it. */
export type Defaults = { readonly rpcUrl: string; readonly directory: string }

/**
 * Asks the site this page came from for its chain. A page from a disk, from IPFS or from another site has nobody to ask and starts empty; it
 * needs no answer to work.
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
    // No market behind this site: the person fills the fields.
    return null
  }
}
