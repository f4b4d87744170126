import type { Client } from '@infinitio/sdk'
import { utcText } from '../terminal/texts.ts'
import { type NamedThing, oneNamed } from './oneNamed.ts'

const mostRows = 100

/** Returns the number in `12` or `lease-12`, or null for a name. Pure. */
export function leaseNumber(text: string): string | null {
  return /^(?:lease-)?(\d{1,19})$/.exec(text)?.[1] ?? null
}

/**
 * Returns a lease's number, given its number, a text such as `lease-12`, or its name. Searches a name first in the live leases, including shared ones, then in
 * the latest closed ones. Throws `lease.unknown`, `api.ambiguous_name`.
 */
export async function resolveLease(text: string, signIn: () => Promise<{ readonly client: Client }>): Promise<string> {
  const number = leaseNumber(text)
  if (number !== null) return number
  const { client } = await signIn()
  const live = await leasesOf(client, ['renter', 'guest'], 'live')
  const wanted = text.trim().toLowerCase()
  const things = live.some(({ name }) => name.toLowerCase() === wanted) ? live : [...live, ...(await leasesOf(client, ['renter'], 'closed'))]
  return oneNamed(text, things, { unknown: 'lease.unknown' })
}

async function leasesOf(client: Client, roles: readonly ('renter' | 'guest')[], state: 'live' | 'closed'): Promise<NamedThing[]> {
  const pages = await Promise.all(roles.map((role) => client.listLeases({ role, state, limit: mostRows })))
  return pages.flatMap(({ items }) =>
    items.map(({ leaseId, name, node, endsAt }) => ({ id: leaseId, name, about: `${node.name}, until ${utcText(endsAt)} UTC` })),
  )
}
