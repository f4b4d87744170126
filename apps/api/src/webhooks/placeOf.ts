import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLoopback, isPublicAddress } from './isPublicAddress.ts'

/** Where a webhook is reached: its address as it was written, and the one network address that was looked at and is dialled. */
export type Place = { readonly url: URL; readonly address: string }

/** Asks the name servers alone, without a thread of ours: a name that is slow to find holds up nothing else. */
const resolver = new Resolver({ timeout: 2_000, tries: 2 })

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
  const found = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''))
  const [address] = found
  if (address === undefined) return null
  const isLocal = url.protocol === 'http:' && allowsLoopback && found.every(isLoopback)
  if (!isLocal && (url.protocol !== 'https:' || !found.every(isPublicAddress))) return null
  return { url, address }
}

async function addressesOf(name: string): Promise<string[]> {
  if (isIP(name) !== 0) return [name]
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}
