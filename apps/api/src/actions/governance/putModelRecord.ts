import { saveModelRecord } from '@infinitio/db'
import { type Address, isRefusal, modelRecordMessage, type Refusal } from '@infinitio/domain'
import type { ModelRecordWire } from '@infinitio/domain/wire'
import { type Hex, recoverMessageAddress } from 'viem'
import { plainText } from '../../governance/proposals/plainText.ts'
import type { Services } from '../../services/services.ts'

/**
 * How far the signing time may be from now, in seconds. A record that was signed before the stored one is refused too. So nobody can bring back a record that
 * the owner has replaced.
 */
const freshSeconds = 600

/**
 * Stores the record that the owner of a commercial model signed. Refuses with `api.not_found` for an unknown model, `auth.forbidden` for an account that does
 * not own the model on the chain now, and `api.invalid_field` for texts with control characters, for an old signature, if another account signed, and if a
 * later record is stored.
 */
export async function putModelRecord(
  { db, facts, governance, now }: Pick<Services, 'db' | 'facts' | 'governance'> & { now: number },
  { id, account }: { id: number; account: Address },
  { signature, ...record }: ModelRecordWire,
): Promise<null | Refusal> {
  const refused = (detail: string): Refusal => ({ rejected: 'api.invalid_field', detail })
  const model = await governance.findModel(id)
  if (isRefusal(model)) return model
  if (model.owner !== account) return { rejected: 'auth.forbidden', detail: `model ${id}` }
  for (const name of ['licence', 'parent'] as const)
    if (record[name] !== plainText(record[name])) return refused(`body.${name}: remove control characters and line breaks`)
  if (Math.abs(now - record.signedAt) > freshSeconds) return refused('body.signedAt: sign the record again')
  const { chainId } = await facts.read()
  const message = modelRecordMessage(record, { id, chainId, modelPayments: model.contracts.modelPayments })
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
  if (signer?.toLowerCase() !== account) return refused('body.signature: the owner must sign the record')
  const isSaved = await saveModelRecord(db, { id, account, ...record, signature, signedAt: BigInt(record.signedAt) })
  return isSaved ? null : refused('body.signedAt: a later record is stored')
}
