import { createHash } from 'node:crypto'
import { idsOfContainer } from './containerPlan.ts'

const lowest = 1_000_000_000
const places = 45_000

/**
 * Returns the first user id of a lease's container on this machine, derived from the lease's name. If another lease (`taken`) has it, returns the
 * next free range. The ids are far from the machine's own users.
 */
export function drawFirstId({ name, taken }: { name: string; taken: ReadonlySet<number> }): number {
  const drawn = createHash('sha256').update(name).digest().readUInt32BE() % places
  for (let step = 0; step < places; step += 1) {
    const firstId = lowest + ((drawn + step) % places) * idsOfContainer
    if (!taken.has(firstId)) return firstId
  }
  throw new Error('every range of users is taken')
}

/**
 * Returns the first of the user ids to which Docker maps all its containers. Reads it from the name of Docker's root folder. Returns null if Docker maps no
 * users.
 */
export function firstIdOfDocker(dockerRootDir: string): number | null {
  const firstId = Number(/\/(\d{1,10})\.\d{1,10}\/?$/.exec(dockerRootDir)?.[1])
  return Number.isSafeInteger(firstId) && firstId > 0 ? firstId : null
}
