import { fundProgrammeCall } from '@infinitio/chain'
import { address, type TxHash } from '@infinitio/domain'
import type { ProgrammesWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { ExitSender } from '../chain/sendContractCall.ts'
import { allowToken, sendGovernCall } from '../governance/sendGovernCall.ts'

/** Who sends, with what, and the contracts as `listProgrammes` names them; `onSent` is told of each transaction as soon as it has a hash. */
export type FundSending = {
  readonly account: string
  readonly send: ExitSender
  readonly contracts: NonNullable<ProgrammesWire['contracts']>
  readonly onSent?: (hash: TxHash) => void
}

/**
 * Pays PToken of the account's wallet (base units) into an incentive programme and returns the transaction when it is mined. It allows exactly the amount first, where less is
 * allowed. The payment cannot be taken out again. Throws `api.invalid_field` for no amount, and as `governMove` does.
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
