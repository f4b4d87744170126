import { refusal } from '@infinitio/sdk'

/** A lease or a machine that has a name. `about` is a text that distinguishes it from others with the same name. */
export type NamedThing = { readonly id: string; readonly name: string; readonly about: string }

const mostShown = 5

/**
 * Returns the id of the only thing with this name, ignoring case. Throws the code in `unknown` if nothing has this name. Throws `api.ambiguous_name` with the
 * candidates if several things have it, so that a command never ends the wrong lease. Pure.
 */
export function oneNamed(text: string, things: readonly NamedThing[], { unknown }: { readonly unknown: 'lease.unknown' | 'node.unknown' }): string {
  const wanted = text.trim().toLowerCase()
  const found = new Map(things.filter(({ name }) => name.toLowerCase() === wanted).map((thing) => [thing.id, thing]))
  const [first, ...others] = found.values()
  if (first === undefined) throw refusal(unknown, { detail: `nothing is named "${text}"${namesOf(things)}` })
  if (others.length > 0) throw ambiguous(text, [...found.values()])
  return first.id
}

/** Returns the error for a name that several things share. Pure. */
export function ambiguous(text: string, things: readonly NamedThing[]): Error {
  const shown = things.slice(0, mostShown).map(({ id, about }) => `${id} (${about})`)
  return refusal('api.ambiguous_name', { detail: `"${text}": ${shown.join(', ')}${things.length > mostShown ? ', …' : ''}` })
}

function namesOf(things: readonly NamedThing[]): string {
  const names = [...new Set(things.map(({ name }) => name))].filter((name) => name !== '').slice(0, mostShown)
  return names.length === 0 ? '' : `; there are ${names.map((name) => `"${name}"`).join(', ')}`
}
