import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isLoopback, isPublicAddress } from '@infinitio/process'

/** A webhook's URL, and the one IP address that was checked and must be used for the connection. */
export type Place = { readonly url: URL; readonly address: string }

/** Looks up names directly at name servers. Node.js would otherwise use one of a few threads for each lookup, and slow names would block them. */
const resolver = new Resolver({ timeout: 2_000, tries: 2 })

/**
 * Returns the URL of a webhook. Null if the text is not a URL, contains a user name or a password, or does not use https. With `allowsLoopback`, http is
 * allowed, too, and `placeOf` then accepts it only for loopback addresses. Pure.
 */
export function webhookUrl(text: string, { allowsLoopback }: { allowsLoopback: boolean }): URL | null {
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || url.hostname === '') return null
  return url.protocol === 'https:' || (allowsLoopback && url.protocol === 'http:') ? url : null
}

/**
 * Looks up the host name of a webhook and returns the IP address to which to connect. Returns null if the name has no address, or if any of its addresses is
 * not public. Connect to exactly this address, because a second lookup could return another one. With `allowsLoopback` (development chain), http to loopback is
 * allowed.
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
