import { type ContractCall, pTokenAbi } from '@infinitio/chain'
import { address, type Address, type TxHash } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'
import { encodeFunctionData } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type ExitSender, sendContractCall } from '../chain/sendContractCall.ts'
import { refusal } from '../transport/refusal.ts'

/** Mints PToken from base units of the reserve coin (6 decimals), or redeems base units of PToken (18 decimals). */
export type MoneyMove = { readonly kind: 'mint'; readonly stableUnits: bigint } | { readonly kind: 'redeem'; readonly amount: bigint }

/** The sending account and its signer. `onSent` receives each transaction's hash at once. */
export type MoneySending = {
  readonly account: string
  readonly send: ExitSender
  readonly addresses: Pick<AddressesWire, 'ptoken' | 'stablecoin'>
  readonly onSent?: (hash: TxHash) => void
}

/**
 * Executes a mint or a redemption with transactions of the account, and returns the hash of the last one once it is mined. A mint needs an allowance of the
 * reserve coin; if the allowance is smaller than the amount, it is first raised to exactly the amount. A call that would revert is not sent: this throws the
 * contract's code (such as `account.insufficient_tokens`) or `account.redeem_pays_nothing`. Also throws the codes of `sendContractCall`.
 */
export async function moneyMove(access: ExitAccess, move: MoneyMove, sending: MoneySending): Promise<TxHash> {
  const account = address(sending.account.toLowerCase())
  const pToken = address(sending.addresses.ptoken)
  if (move.kind === 'redeem') {
    if (quoteRedeem(move.amount).stableUnits === 0n) throw refusal('account.redeem_pays_nothing', { detail: `${move.amount} base units` })
    return send(
      access,
      { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'redeem', args: [move.amount, account] }) },
      { ...sending, account },
    )
  }
  const stablecoin = address(sending.addresses.stablecoin)
  const { stableUnits } = move
  const read = { address: stablecoin, abi: pTokenAbi, functionName: 'allowance', args: [account, pToken] } as const
  if ((await askRpc(access, () => readContract(access.client, read))) < stableUnits) {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pToken, stableUnits] })
    await send(access, { to: stablecoin, data }, { ...sending, account })
  }
  const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [stableUnits, account] })
  return send(access, { to: pToken, data }, { ...sending, account })
}

async function send(
  access: ExitAccess,
  call: ContractCall,
  { account, send: by, onSent = () => undefined }: MoneySending & { account: Address },
): Promise<TxHash> {
  const outcome = await sendContractCall(access, call, { account, send: by, onSent })
  if (outcome.done) return outcome.txHash
  throw refusal(outcome.code, { detail: outcome.txHash ?? 'the contract refuses it; nothing was sent' })
}

/** PToken base units in one unit of the reserve coin. */
const scale = 10n ** 12n
const mintedBps = 9_800n

/**
 * Returns two amounts for minting with some units of the reserve coin (6 decimals): the PToken that the payer gets (`minted`), and the 2 % of the payment that
 * remain in the reserve (`stays`). Both are in base units of PToken, rounded as in the contract.
 */
export function quoteMint(stableUnits: bigint): { minted: bigint; stays: bigint } {
  const paid = stableUnits * scale
  const minted = (paid * mintedBps) / 10_000n
  return { minted, stays: paid - minted }
}

/**
 * Returns the units of the reserve coin that redeeming `amount` base units of PToken pays, rounded down. `dust` is the rest of the amount, in base units, for
 * which nothing is paid.
 */
export function quoteRedeem(amount: bigint): { stableUnits: bigint; dust: bigint } {
  return { stableUnits: amount / scale, dust: amount % scale }
}
