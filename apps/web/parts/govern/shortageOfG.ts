/** The G tokens that an account can spend (`wallet`) and those that it staked, in base units. */
type OwnG = { readonly wallet: bigint; readonly staked: bigint }

/**
 * Returns the amounts that explain why a wallet cannot pay `needed` G, in base units. Returns null if the wallet has enough. `staked` is null if the account has
 * no stake.
 */
export function shortageOfG(
  needed: bigint,
  { wallet, staked }: OwnG,
): { readonly needed: bigint; readonly wallet: bigint; readonly staked: bigint | null } | null {
  return wallet >= needed ? null : { needed, wallet, staked: staked === 0n ? null : staked }
}
