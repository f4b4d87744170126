/** PToken base units in one unit of the reserve coin. */
const scale = 10n ** 12n
const mintedBps = 9_800n

/** What a mint of so many units of the reserve coin (6 decimals) gives in PToken base units, and what stays in the reserve: 2 %, rounded as the contract does. */
export function quoteMint(stableUnits: bigint): { minted: bigint; stays: bigint } {
  const paid = stableUnits * scale
  const minted = (paid * mintedBps) / 10_000n
  return { minted, stays: paid - minted }
}

/** What a redemption of so many base units of PToken pays in units of the reserve coin, rounded down, and what is too little for one unit and is not paid, in base units. */
export function quoteRedeem(amount: bigint): { stableUnits: bigint; dust: bigint } {
  return { stableUnits: amount / scale, dust: amount % scale }
}
