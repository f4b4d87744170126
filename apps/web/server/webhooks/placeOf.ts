import { lookup } from 'node:dns/promises'
import { isLoopback, isPublicAddress } from './isPublicAddress.ts'

/** Where a webhook is reached: its address as it was written, and the one network address that was looked at and is dialled. */
export type Place = { readonly url: URL; readonly address: string; readonly family: number }

const lookupMs = 4_000

/** A webhook's address as a URL; null where it is none, names a user, or is not https. `allowsLoopback`: http is taken as well, which `placeOf` takes to loopback alone. Pure. */
export function webhookUrl(text: string, { allowsLoopback }: { allowsLoopback: boolean }): URL | null {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.protocol === 'https:' || (allowsLoopback && url.protocol === 'http:') ? url : null
}

/**
 * Looks a webhook's name up and says which address to dial; null where any address of it is not public, or it has none. Whoever dials must dial this
 * address: a second look could find another one. `allowsLoopback`: on the development chain plain http to loopback is taken.
 */
export async function placeOf(url: URL, { allowsLoopback }: { allowsLoopback: boolean }): Promise<Place | null> {
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('the name was not found in time')), lookupMs).unref())
  const found = await Promise.race([lookup(name, { all: true }), late]).catch(() => [])
  const [first] = found
  if (first === undefined) return null
  const isLocal = url.protocol === 'http:' && allowsLoopback && found.every(({ address }) => isLoopback(address))
  if (!isLocal && (url.protocol !== 'https:' || !found.every(({ address }) => isPublicAddress(address)))) return null
  return { url, ...first }
}
