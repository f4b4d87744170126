import { randomBytes } from 'node:crypto'
import { countLiveLeases, deleteAccountRows, readAccountExport } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { AccountDeletedWire, AccountExportWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { listOwnEvidence } from '../artefacts/keptEvidence.ts'

type Rows = AccountExportWire['account']

const notes = [
  'Orders, holds and instructions are in the public journal, too, as signed by the account.',
  'Balances, leases and payments are on the chain; anybody can read them there.',
  'Readings of leases are at GET /leases/{id}/telemetry.',
]

/** Returns the rows about an account that `readAccountExport` reads from the database, and notes about data in other places, such as the chain. */
export async function exportAccount({ db }: Services, { account }: { account: Address }): Promise<AccountExportWire> {
  const { account: row, ...parts } = await readAccountExport(db, { account })
  const lists = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, JSON.parse(text) as Rows])) as Record<keyof typeof parts, Rows>
  return { address: account, takenAt: Math.floor(Date.now() / 1_000), account: JSON.parse(row) as Rows, ...lists, notes }
}

const kept = [
  { what: 'what is on the chain: address, balance, leases, payments', why: 'nobody can delete it, and the balance is yours: withdraw it any time' },
  {
    what: 'signed orders, holds and cancels in the journal',
    why: 'the journal is public and hash-chained; it holds addresses and signatures, no names',
  },
  { what: 'reviews and answers without their texts', why: 'the public list of reviews is hash-chained; it holds addresses, stars and signatures' },
  { what: 'planned maintenance of its machines that is not over', why: 'renters rely on it; we delete it 240 days after it was planned' },
  { what: 'signed instructions that were relayed, by address', why: 'evidence of what ended a lease; they are on the chain as well' },
  {
    what: 'public files that are evidence of a dispute',
    why: 'jurors need them; we delete them 30 days after they were submitted, or when the dispute is over',
  },
  { what: 'backups taken before today', why: 'they run out by themselves' },
]

/**
 * Deletes the stored data of an account, except the data that `kept` lists, and ends all its sessions. Refuses with `account.leases_live` while it has leases
 * that are not closed, or matches that may become leases. A later sign-in creates a new account.
 */
export async function deleteAccount(services: Services, { account }: { account: Address }): Promise<AccountDeletedWire | Refusal> {
  const { db, clock, logger } = services
  const evidence = await listOwnEvidence(services, { account })
  return db.transaction(async (tx) => {
    const live = await countLiveLeases(tx, { account })
    if (live > 0n) return { rejected: 'account.leases_live', detail: `${live} live` }
    const salt = `0x${randomBytes(32).toString('hex')}`
    const deleted = await deleteAccountRows(tx, { account, now: BigInt(clock.read().now), salt, evidence })
    logger.info({ deleted }, 'an account was deleted')
    return { address: account, deleted, kept: [...kept] }
  })
}
