import type { TimedPlace } from '@infinitio/db'

/** Returns the position in the list that a cursor encodes, or null for the first page. */
export function placeOf(cursor: string | undefined): TimedPlace | null {
  const [at, id] = cursor?.split(':') ?? []
  return at === undefined || id === undefined ? null : { at: BigInt(at), id }
}

/** Returns the cursor that encodes a list position, such as "1700000000:0xab". */
export function textOfPlace({ at, id }: TimedPlace): string {
  return `${at}:${id}`
}
