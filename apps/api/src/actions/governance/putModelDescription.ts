import { saveModelDescription } from '@infinitio/db'
import { type Address, isRefusal, modelDescriptionMessage, type Refusal } from '@infinitio/domain'
import type { ModelDescriptionWire } from '@infinitio/domain/wire'
import { type Hex, recoverMessageAddress } from 'viem'
import { plainLines } from '../../governance/proposals/plainText.ts'
import type { Services } from '../../services/services.ts'

/**
 * How far the signing time may be from now, in seconds. A description that was signed before the stored one is refused too. So nobody can bring back a
 * description that the owner has replaced.
 */
const freshSeconds = 600

/**
 * Stores the description that the owner of a commercial model signed. Refuses with `api.not_found` for an unknown model, `auth.forbidden` for an account that
 * does not own the model, and `api.invalid_field` for a text with control characters, for an old signature, if another account signed, and if a later
 * description is stored.
 */
export async function putModelDescription(
  { db, facts, governance, now }: Pick<Services, 'db' | 'facts' | 'governance'> & { now: number },
  { id, account, text, signedAt, signature }: ModelDescriptionWire & { id: number; account: Address },
): Promise<null | Refusal> {
  const refused = (detail: string): Refusal => ({ rejected: 'api.invalid_field', detail })
  const model = await governance.findModel(id)
  if (isRefusal(model)) return model
  if (model.owner !== account) return { rejected: 'auth.forbidden', detail: `model ${id}` }
  if (text !== plainLines(text)) return refused('body.text: remove control characters')
  if (Math.abs(now - signedAt) > freshSeconds) return refused('body.signedAt: sign the description again')
  const { chainId } = await facts.read()
  const message = modelDescriptionMessage({ text, signedAt }, { id, chainId, modelPayments: model.contracts.modelPayments })
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
  if (signer?.toLowerCase() !== account) return refused('body.signature: the owner must sign the description')
  const isSaved = await saveModelDescription(db, { id, account, text, signature, signedAt: BigInt(signedAt) })
  return isSaved ? null : refused('body.signedAt: a later description is stored')
}
