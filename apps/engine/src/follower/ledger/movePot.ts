import { findPot, type PotRow, type Queryable, savePot } from '@infinitio/db'
import type { LedgerAsset } from '@infinitio/domain'

/** A change of a pot, in base units of its asset. */
export type PotMove = { readonly account: string; readonly asset: LedgerAsset; readonly free?: bigint; readonly fees?: bigint }

/** Adds amounts to a pot, or takes them from it. Throws if the pot would be below zero, which contradicts the contract. */
export async function movePot(tx: Queryable, { account, asset, free = 0n, fees = 0n }: PotMove, updatedBlock: bigint): Promise<void> {
  if (free === 0n && fees === 0n) return
  const pot = (await findPot(tx, { account, asset })) ?? { free: 0n, fees: 0n }
  const next: PotRow = { account, asset, free: pot.free + free, fees: pot.fees + fees, updatedBlock }
  if (next.free < 0n || next.fees < 0n) throw new Error(`the chain takes more ${asset} from the pot of ${account} than it holds`)
  await savePot(tx, next)
}
