import { claimEmissionCall } from '@infinitio/chain'
import { address, type TxHash } from '@infinitio/domain'
import type { EmissionAccountWire } from '@infinitio/domain/wire'
import type { Hex } from 'viem'
import { refusal } from '../transport/refusal.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type ExitSender, sendContractCall } from '../chain/sendContractCall.ts'

/** The sending account and its signer. `onSent` receives the transaction's hash at once. */
export type ClaimSending = {
  readonly account: string
  readonly send: ExitSender
  readonly contract: string
  readonly onSent?: (hash: TxHash) => void
}

/** Pay that a provider can claim, with its Merkle proof. Anyone may send the claim, but only the provider is paid. */
export type DueClaim = { readonly provider: string; readonly claim: NonNullable<EmissionAccountWire['claim']> }

/**
 * Claims a provider's pay up to a final epoch (one hour of serving), and returns the transaction's hash once it is mined. Throws the contract's code, and the
 * codes of `sendContractCall`.
 */
export async function claimEmission(access: ExitAccess, { provider, claim }: DueClaim, sending: ClaimSending): Promise<TxHash> {
  const leaf = { provider: address(provider), cumulative: BigInt(claim.cumulative), proof: claim.proof as Hex[] }
  const call = claimEmissionCall({ emission: address(sending.contract), epoch: BigInt(claim.epoch), leaf })
  const { account, send, onSent = () => undefined } = sending
  const outcome = await sendContractCall(access, call, { account: address(account.toLowerCase()), send, onSent })
  if (outcome.done) return outcome.txHash
  throw refusal(outcome.code, { detail: outcome.txHash ?? 'the contract refuses it; nothing was sent' })
}
