import { insertLossSignature, listOpenLosses } from '@infinitio/db'
import { hex32, type Refusal } from '@infinitio/domain'
import type { LossesWire, PostLossWire, StatementWire } from '@infinitio/domain/wire'
import { silenceStatement } from '@infinitio/chain'
import type { Services } from '../../services/services.ts'
import { memberSigned } from '../../emission/memberSigned.ts'

const mostLosses = 100

/** Returns leases that were lost with their node and are still open on the chain, oldest first. Returns at most `mostLosses`. */
export async function listLosses({ db }: Services): Promise<LossesWire> {
  const rows = await listOpenLosses(db, { limit: mostLosses })
  return {
    items: rows.map(({ leaseId, nodeId, since, start, party }) => ({
      ...{ leaseId: `${leaseId}`, nodeId: hex32(nodeId), since: Number(since), party },
      start: start === null ? null : Number(start),
    })),
  }
}

/**
 * Stores a validator's signature of the statement that a lease was lost; the worker submits it. Refuses with `api.not_found` for a lease that is not lost,
 * with `api.invalid_field` for an hour other than the previous, the current or the next one, and with `auth.signature_wrong_signer`. Throws
 * ChainUnavailableError.
 */
export async function postLoss(services: Services, { leaseId, epoch, signed }: PostLossWire): Promise<StatementWire | Refusal> {
  const { db, emission, facts, clock } = services
  const hour = Math.floor(clock.read().now / 3_600)
  if (Math.abs(epoch - hour) > 1) return { rejected: 'api.invalid_field', detail: 'epoch: not this hour' }
  const loss = (await listOpenLosses(db, { limit: mostLosses })).find((it) => `${it.leaseId}` === leaseId)
  if (loss === undefined) return { rejected: 'api.not_found', detail: `no lost lease ${leaseId}` }
  const { market } = (await facts.read()).addresses
  const statement = silenceStatement({ ...loss, node: hex32(loss.nodeId) }, { market })
  if (statement === null) return { rejected: 'api.not_found', detail: `lease ${leaseId} is not lost` }
  const { subject, root } = statement
  const isMember = await memberSigned(await emission.read(), { subject, root, epoch: BigInt(epoch), signed })
  if (!isMember) return { rejected: 'auth.signature_wrong_signer', detail: `${signed.signer} did not sign as a member of the set` }
  await insertLossSignature(db, { leaseId: loss.leaseId, epoch: BigInt(epoch), root, ...signed })
  return { statement: root }
}
