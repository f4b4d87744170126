import { createHash } from 'node:crypto'
import { idsOfContainer } from './containerPlan.ts'

const lowest = 1_000_000_000
const places = 45_000

/**
 * The first of the users that a lease's container gets on this machine: drawn from the lease's name, and the next free place after it
 * when another lease (`taken`) has that one. Far from any user of the machine's own.
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
 * The first of the users that Docker gives to all its containers, from the folder it keeps them in, which is named after it; null where Docker
 * maps no users.
 */
export function firstIdOfDocker(dockerRootDir: string): number | null {
  const firstId = Number(/\/(\d{1,10})\.\d{1,10}\/?$/.exec(dockerRootDir)?.[1])
  return Number.isSafeInteger(firstId) && firstId > 0 ? firstId : null
}
