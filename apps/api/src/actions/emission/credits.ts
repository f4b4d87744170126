import { creditLeaf, creditSubject } from '@infinitio/chain'
import { insertCreditSignature, listOpenCredits } from '@infinitio/db'
import { faultRuleNumbers, hex32, type Refusal } from '@infinitio/domain'
import type { CreditsWire, PostCreditWire, StatementWire } from '@infinitio/domain/wire'
import { memberSigned } from '../../emission/memberSigned.ts'
import type { Services } from '../../services/services.ts'

const mostCredits = 100

/**
 * Lists the credits that validators still have to grant, oldest lease first. A credit is time in which nobody could reach the machine although the renter was
 * not at fault, so the renter should not pay for it. Lists at most `mostCredits`.
 */
export async function listCredits({ db }: Services): Promise<CreditsWire> {
  const rows = await listOpenCredits(db, { limit: mostCredits })
  return {
    items: rows.map(({ leaseId, nodeId, owedSeconds, rule }) => ({
      ...{ leaseId: `${leaseId}`, nodeId: hex32(nodeId), seconds: Number(owedSeconds) },
      rule: faultRuleNumbers.find((number) => number === rule) ?? 10,
    })),
  }
}

/**
 * Stores a validator's signature for a credit, which is time that a renter need not pay for; the worker submits it. Refuses with `api.not_found` for a lease
 * without an open credit, with `api.invalid_field` for an hour other than the previous, the current or the next one, and with `auth.signature_wrong_signer`.
 * Throws ChainUnavailableError.
 */
export async function postCredit(services: Services, { leaseId, epoch, signed }: PostCreditWire): Promise<StatementWire | Refusal> {
  const { db, emission, facts, clock } = services
  const hour = Math.floor(clock.read().now / 3_600)
  if (Math.abs(epoch - hour) > 1) return { rejected: 'api.invalid_field', detail: 'epoch: not this hour' }
  const [credit] = await listOpenCredits(db, { limit: 1, only: [BigInt(leaseId)] })
  if (credit === undefined) return { rejected: 'api.not_found', detail: `no open credit of lease ${leaseId}` }
  const { market } = (await facts.read()).addresses
  const statement = { market, leaseId: credit.leaseId, seconds: credit.owedSeconds }
  const root = creditLeaf(statement)
  const isMember = await memberSigned(await emission.read(), { subject: creditSubject(statement), root, epoch: BigInt(epoch), signed })
  if (!isMember) return { rejected: 'auth.signature_wrong_signer', detail: `${signed.signer} did not sign as a member of the set` }
  await insertCreditSignature(db, { leaseId: credit.leaseId, epoch: BigInt(epoch), root, ...signed })
  return { statement: root }
}
