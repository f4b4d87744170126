import { findPot, type PotRow, type Queryable, savePot } from '@infinitio/db'
import type { LedgerAsset } from '@infinitio/domain'

/**
 * A change of an account's pot (its prepaid money in the service ledger), in base units of the asset. `fees` changes the fees that the pot owes and that are
 * not yet paid out to the market.
 */
export type PotMove = { readonly account: string; readonly asset: LedgerAsset; readonly free?: bigint; readonly fees?: bigint }

/**
 * Adds amounts to an account's pot (its prepaid money in the service ledger), or subtracts them if they are negative. Throws if the pot would fall below zero,
 * because then the rows contradict the contract.
 */
export async function movePot(tx: Queryable, { account, asset, free = 0n, fees = 0n }: PotMove, updatedBlock: bigint): Promise<void> {
  if (free === 0n && fees === 0n) return
  const pot = (await findPot(tx, { account, asset })) ?? { free: 0n, fees: 0n }
  const next: PotRow = { account, asset, free: pot.free + free, fees: pot.fees + fees, updatedBlock }
  if (next.free < 0n || next.fees < 0n) throw new Error(`the chain takes more ${asset} from the pot of ${account} than it holds`)
  await savePot(tx, next)
}
