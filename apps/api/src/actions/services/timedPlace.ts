import type { TimedPlace } from '@infinitio/db'

/** Returns the place that a cursor names, or null for the first page. */
export function placeOf(cursor: string | undefined): TimedPlace | null {
  const [at, id] = cursor?.split(':') ?? []
  return at === undefined || id === undefined ? null : { at: BigInt(at), id }
}

/** Returns the cursor of the page after a place. */
export function textOfPlace({ at, id }: TimedPlace): string {
  return `${at}:${id}`
}
