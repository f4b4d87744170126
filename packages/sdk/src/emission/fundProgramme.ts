import { fundProgrammeCall } from '@infinitio/chain'
import { address, type TxHash } from '@infinitio/domain'
import type { ProgrammesWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'
import { allowToken, sendGovernCall } from '../governance/sendGovernCall.ts'

/**
 * The sending account, its signer, and the contracts that `listProgrammes` returns. `onSent` receives each
 * transaction's hash at once.
 */
export type FundSending = {
  readonly account: string
  readonly send: ExitSender
  readonly contracts: NonNullable<ProgrammesWire['contracts']>
  readonly onSent?: (hash: TxHash) => void
}

/**
 * Pays PToken base units from the account's wallet into an incentive programme and returns the transaction's hash once it is mined. If the contract's allowance
 * is smaller than the amount, it first raises the allowance to exactly the amount. The payment is not refundable. Throws `api.invalid_field` for 0, and the
 * codes of `governMove`.
 */
export async function fundProgramme(
  access: ExitAccess,
  { programme, amount }: { programme: number; amount: bigint },
  { account: text, send, contracts, onSent = () => undefined }: FundSending,
): Promise<TxHash> {
  if (amount <= 0n) throw refusal('api.invalid_field', { detail: 'a payment is above 0' })
  const account = address(text.toLowerCase())
  const [emission, token] = [address(contracts.emission), address(contracts.pToken)]
  const sending = { account, send, onSent }
  await allowToken(access, { token, spender: emission, amount }, sending)
  return await sendGovernCall(access, fundProgrammeCall({ emission, programme, amount }), sending)
}
