import { countLiveLeases, deleteAccountRows } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { AccountDeletedWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const kept = [
  { what: 'what is on the chain: address, balance, leases, payments', why: 'nobody can delete it, and the balance is yours: withdraw it any time' },
  {
    what: 'signed orders, holds and cancels in the journal',
    why: 'the journal is public and hash-chained; it holds addresses and signatures, no names',
  },
  { what: 'signed instructions that were relayed, by address', why: 'evidence of what ended a lease; they are on the chain as well' },
  { what: 'backups taken before today', why: 'they run out by themselves' },
]

/**
 * Deletes what is kept about an account and signs it out everywhere. Refuses with `account.leases_live` while it has leases that are not closed, or
 * matches on their way to one. Signing in again starts from nothing.
 */
export async function deleteAccount({ db, logger }: Services, { account }: { account: Address }): Promise<AccountDeletedWire | Refusal> {
  return db.transaction(async (tx) => {
    const live = await countLiveLeases(tx, { account })
    if (live > 0n) return { rejected: 'account.leases_live', detail: `${live} live` }
    const deleted = await deleteAccountRows(tx, { account })
    logger.info({ deleted }, 'an account was deleted')
    return { address: account, deleted, kept: [...kept] }
  })
}
