import { assert, assetUnits, type AssetUnits, type Bps, serviceFeeBps } from '@infinitio/domain'

const whole = 10_000n

/**
 * The three parts into which the ledger divides the amount that a claim adds: for the payee, for the owner of the model (royalty), and the fee. Their sum is
 * that amount.
 */
export type ClaimShares = { readonly paid: AssetUnits; readonly royalty: AssetUnits; readonly fee: AssetUnits }

/**
 * Divides the amount that a claim adds to the settled amount. The fee is rounded up. The royalty is a share of the rest, rounded down. Each part is the
 * difference of two totals, after and before the claim, so many small claims cost the same as one large claim. The arithmetic is the same as in
 * `ServiceMoneyLib.share`. Throws if `settled` is more than `claim`.
 */
export function shareClaim({
  settled,
  claim,
  royaltyBps,
}: {
  readonly settled: AssetUnits
  readonly claim: AssetUnits
  readonly royaltyBps: Bps
}): ClaimShares {
  assert(settled <= claim, 'a claim is at least what was settled')
  const fee = feeOf(claim) - feeOf(settled)
  const royalty = royaltyOf(claim, royaltyBps) - royaltyOf(settled, royaltyBps)
  return { paid: assetUnits(claim - settled - fee - royalty), royalty: assetUnits(royalty), fee: assetUnits(fee) }
}

function feeOf(claim: bigint): bigint {
  return (claim * serviceFeeBps + whole - 1n) / whole
}

function royaltyOf(claim: bigint, royaltyBps: bigint): bigint {
  return (royaltyBps * (claim - feeOf(claim))) / whole
}
