import { findPublicAccount } from '@infinitio/db'
import type { PublicAccountWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** What the chain says of an account; zeros and no block where it has said nothing. */
export async function readPublicAccount({ db }: Services, { account }: { account: string }): Promise<PublicAccountWire> {
  const row = await findPublicAccount(db, { account })
  return {
    account,
    balance: (row?.balance ?? 0n).toString(),
    fees: (row?.fees ?? 0n).toString(),
    bonded: (row?.bonded ?? 0n).toString(),
    isProvider: row !== null && (row.hasNodes || row.listed !== null),
    listed: row?.listed ?? false,
    updatedBlock: row === null || row.updatedBlock === null ? null : Number(row.updatedBlock),
  }
}
