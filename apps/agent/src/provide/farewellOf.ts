import { formatPt, pTokenUnits } from '@infinitio/domain'
import type { NodeFarewell, ProviderBond } from '@infinitio/sdk'

/**
 * Returns how much of the provider's money can be withdrawn when one node is retired, in PToken base units, and a text about it for the provider. The money has
 * three parts: the node's part of the bond that no other node needs, the part of the bond that was unbonded earlier and has waited long enough, and the market
 * balance. While an earlier unbonded part still waits, no more is unbonded, because that would restart the waiting time of the earlier part. Pure.
 */
export function farewellOf({
  bond,
  requiredByNode,
  isRetired,
  balance,
  chainNow,
}: {
  bond: Pick<ProviderBond, 'bonded' | 'required' | 'unbonding' | 'releaseAt'>
  requiredByNode: bigint
  isRetired: boolean
  balance: bigint
  chainNow: number
}): { farewell: NodeFarewell; lines: string[] } {
  const { bonded, unbonding, releaseAt } = bond
  const required = isRetired ? bond.required : bond.required - requiredByNode
  const surplus = bonded > required ? bonded - required : 0n
  const free = surplus < requiredByNode ? surplus : requiredByNode
  const isReleased = unbonding > 0n && BigInt(chainNow) >= releaseAt
  const isWaiting = unbonding > 0n && !isReleased
  const farewell = { unbond: isWaiting ? 0n : free, takeReleased: isReleased, withdraw: balance }
  const pt = (units: bigint): string => `${formatPt(pTokenUnits(units), { digits: 4 })} PT`
  const lines = [
    ...(farewell.withdraw > 0n ? [`${pt(balance)} of the market balance went to your wallet.`] : []),
    ...(isReleased ? [`${pt(unbonding)} of bond that was free went to your wallet.`] : []),
    ...(farewell.unbond > 0n ? [`${pt(farewell.unbond)} of bond was asked back: infinitio exit takes it in 35 days.`] : []),
    ...(isWaiting && free > 0n
      ? [`${pt(free)} of bond stays: asking it back now would start the wait of ${pt(unbonding)} anew. Later: infinitio exit.`]
      : []),
  ]
  return { farewell, lines }
}
