import type { Queryable } from '../client/queryable.ts'
import type { NewRelay } from './insertRelay.ts'

/** Finds the relay that was accepted for a message, word for word; null when none was. Index: relays (relay_key). */
export async function findSameRelay(db: Queryable, { relayKey, payload }: Pick<NewRelay, 'relayKey' | 'payload'>): Promise<{ id: string } | null> {
  const [found] = await db.query<{ id: string }>('select id from relays where relay_key = $1 and payload = $2', [relayKey, payload])
  return found ?? null
}
