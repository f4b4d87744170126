import { pTokenAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'
import { getBalance, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/**
 * The balances of a wallet: PToken in base units, reserve coin in its units (6 decimals), and wei for gas. `permitNonce` is the next nonce of a PToken permit.
 */
export type WalletTokens = { readonly pToken: bigint; readonly stableUnits: bigint; readonly wei: bigint; readonly permitNonce: bigint }

/** Reads a wallet's balances at the newest block. Throws `chain.rpc_silent`. */
export async function readTokens(
  access: ExitAccess,
  { account, addresses }: { account: string; addresses: Pick<AddressesWire, 'ptoken' | 'stablecoin'> },
): Promise<WalletTokens> {
  const owner = address(account.toLowerCase())
  const pTokenAt = { address: address(addresses.ptoken), abi: pTokenAbi, args: [owner] } as const
  const held = (token: string) =>
    askRpc(access, () => readContract(access.client, { ...pTokenAt, address: address(token), functionName: 'balanceOf' }))
  const [pToken, stableUnits, wei, permitNonce] = await Promise.all([
    held(addresses.ptoken),
    held(addresses.stablecoin),
    askRpc(access, () => getBalance(access.client, { address: owner })),
    askRpc(access, () => readContract(access.client, { ...pTokenAt, functionName: 'nonces' })),
  ])
  return { pToken, stableUnits, wei, permitNonce }
}
