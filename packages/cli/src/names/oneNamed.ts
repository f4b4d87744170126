import { refusal } from '@infinitio/sdk'

/** A lease or a machine that a person can name. `about` tells it from others with the same name. */
export type NamedThing = { readonly id: string; readonly name: string; readonly about: string }

const mostShown = 5

/**
 * Returns the id of the one thing with this name, in any case. Throws `unknown` if none has it, and `api.ambiguous_name` with the candidates if several have it: a command
 * must not choose which lease it ends. Pure.
 */
export function oneNamed(text: string, things: readonly NamedThing[], { unknown }: { readonly unknown: 'lease.unknown' | 'node.unknown' }): string {
  const wanted = text.trim().toLowerCase()
  const found = new Map(things.filter(({ name }) => name.toLowerCase() === wanted).map((thing) => [thing.id, thing]))
  const [first, ...others] = found.values()
  if (first === undefined) throw refusal(unknown, { detail: `nothing is named "${text}"${namesOf(things)}` })
  if (others.length > 0) throw ambiguous(text, [...found.values()])
  return first.id
}

/** The refusal of a word that several things answer to. Pure. */
export function ambiguous(text: string, things: readonly NamedThing[]): Error {
  const shown = things.slice(0, mostShown).map(({ id, about }) => `${id} (${about})`)
  return refusal('api.ambiguous_name', { detail: `"${text}": ${shown.join(', ')}${things.length > mostShown ? ', …' : ''}` })
}

function namesOf(things: readonly NamedThing[]): string {
  const names = [...new Set(things.map(({ name }) => name))].filter((name) => name !== '').slice(0, mostShown)
  return names.length === 0 ? '' : `; there are ${names.map((name) => `"${name}"`).join(', ')}`
}
