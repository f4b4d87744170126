import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { hasTakenAdminCommand, insertAdminCommand } from '@infinitio/db/admin'
import { type AdminCommand, toCanonical } from '@infinitio/matching'
import type { AdminContext } from './adminContext.ts'
import type { AdminAnswer } from './audited.ts'

const WAIT_MS = 10_000
const LOOK_EVERY_MS = 50

/**
 * Writes an operator's decision to the matcher's command table, and waits up to `waitMs` ms until the journal contains it. If the matcher is not running, the
 * decision stays stored, and the matcher applies it after its next start.
 */
export async function decide(
  { admin, client, nowMs }: Pick<AdminContext, 'admin' | 'client' | 'nowMs'>,
  command: AdminCommand,
  { waitMs = WAIT_MS }: { waitMs?: number } = {},
): Promise<AdminAnswer> {
  const payload = toCanonical(command)
  const id = await admin.transaction((tx) => insertAdminCommand(tx, { commandKey: `admin/${randomUUID()}`, kind: command.kind, payload }))
  for (const deadline = nowMs() + waitMs; nowMs() < deadline; await delay(LOOK_EVERY_MS)) {
    if (await hasTakenAdminCommand(client, { id })) return { lines: [`${payload} is in the journal.`], fields: { id, inJournal: true }, ok: true }
  }
  return { lines: [`${payload} is stored; no matcher has taken it yet. It will when it is back.`], fields: { id, inJournal: false }, ok: true }
}
