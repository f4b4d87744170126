import { saveDelegateStatement } from '@infinitio/db'
import { type Address, type Refusal, statementMessage } from '@infinitio/domain'
import type { DelegateStatementWire } from '@infinitio/domain/wire'
import { type Hex, recoverMessageAddress } from 'viem'
import { plainLines } from '../../governance/proposals/plainText.ts'
import type { Services } from '../../services/services.ts'

/**
 * A signature may be at most this many seconds old. Otherwise anybody could submit an old signature again and bring back a statement that its account has
 * replaced.
 */
const freshSeconds = 600

/**
 * Stores the text with which a delegate (an account that votes for others) introduces itself to voters. Refuses with `api.invalid_field` for a text with
 * control characters, for an old signature, if another account signed, and if a later statement is stored.
 */
export async function putDelegateStatement(
  { db, facts, now }: Pick<Services, 'db' | 'facts'> & { now: number },
  { account, name, text, signedAt, signature }: DelegateStatementWire & { account: Address },
): Promise<null | Refusal> {
  const refused = (detail: string): Refusal => ({ rejected: 'api.invalid_field', detail })
  if (name !== plainLines(name) || name.includes('\n') || text !== plainLines(text)) return refused('body.text: remove control characters')
  if (Math.abs(now - signedAt) > freshSeconds) return refused('body.signedAt: sign the statement again')
  const { chainId, addresses } = await facts.read()
  const message = statementMessage({ name, text, signedAt }, { account, chainId, market: addresses.market })
  const signer = await recoverMessageAddress({ message, signature: signature as Hex }).catch(() => null)
  if (signer?.toLowerCase() !== account) return refused('body.signature: the account must sign its own statement')
  const isSaved = await saveDelegateStatement(db, { account, name, text, signature, signedAt: BigInt(signedAt) })
  return isSaved ? null : refused('body.signedAt: a later statement is stored')
}
