import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { hasTakenAdminCommand, insertAdminCommand } from '@infinitio/db'
import { type AdminCommand, toCanonical } from '@infinitio/matching'
import type { AdminHouse } from './adminHouse.ts'
import type { AdminAnswer } from './audited.ts'

const WAIT_MS = 10_000
const LOOK_EVERY_MS = 50

/**
 * Hands a decision to the matcher through its command table, so that it stands in the journal, and waits up to `waitMs` for it to be there. A
 * matcher that is away takes it when it is back: the decision is durable either way.
 */
export async function decide(
  { admin, nowMs }: Pick<AdminHouse, 'admin' | 'nowMs'>,
  command: AdminCommand,
  { waitMs = WAIT_MS }: { waitMs?: number } = {},
): Promise<AdminAnswer> {
  const payload = toCanonical(command)
  const id = await admin.transaction((tx) => insertAdminCommand(tx, { commandKey: `admin/${randomUUID()}`, kind: command.kind, payload }))
  for (const deadline = nowMs() + waitMs; nowMs() < deadline; await delay(LOOK_EVERY_MS)) {
    if (await hasTakenAdminCommand(admin, { id })) return { lines: [`${payload} is in the journal.`], fields: { id, inJournal: true }, ok: true }
  }
  return { lines: [`${payload} is stored; no matcher has taken it yet. It will when it is back.`], fields: { id, inJournal: false }, ok: true }
}
