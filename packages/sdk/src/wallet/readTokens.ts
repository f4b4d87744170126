import { pTokenAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'
import { getBalance, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/**
 * A wallet's PToken base units, units of the reserve coin (6 decimals) and wei for gas, and its next PToken permit
 * nonce.
 */
export type WalletTokens = { readonly pToken: bigint; readonly stableUnits: bigint; readonly wei: bigint; readonly permitNonce: bigint }

/** Reads a wallet's balances at the head of the chain. Throws `chain.rpc_silent`. */
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
