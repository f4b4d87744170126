/** The G tokens that an account can spend (`wallet`) and those that it staked, in base units. */
type OwnG = { readonly wallet: bigint; readonly staked: bigint }

/**
 * Returns the amounts that explain why a wallet cannot pay `needed` G, in base units. Null if the wallet has enough. `staked` is null if no stake could make up
 * for what is missing: then nothing is staked.
 */
export function shortageOfG(
  needed: bigint,
  { wallet, staked }: OwnG,
): { readonly needed: bigint; readonly wallet: bigint; readonly staked: bigint | null } | null {
  return wallet >= needed ? null : { needed, wallet, staked: staked === 0n ? null : staked }
}
