import { hasUnknownNode, insertProbeReport } from '@infinitio/db'
import { address, hex32, isRefusal, type Refusal } from '@infinitio/domain'
import { probersOf, probeReportText, probeSeconds } from '@infinitio/domain/probes'
import type { ProbeReportWire } from '@infinitio/domain/wire'
import { recoverTextSigner } from '../../session/recoverSigner.ts'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600

/** Thrown inside the transaction, to roll it back, if the validator has already reported on one of these machines for the same gateway and hour. */
class ReportedBefore extends Error {}

/**
 * Stores a validator's network measurements (probes) of machines in the current hour. Reports are accepted until shortly before the end of the hour, so that
 * afterwards all validators read the same measurements. Throws ChainUnavailableError. Refuses with:
 * - `api.invalid_field` for another hour, for a report that comes too late in the hour, and for a machine that is not registered or not assigned to this
 *   validator
 * - `auth.signature_wrong_signer` for a signer outside the validator set
 * - `api.idempotency_conflict` for a second record of the same machine and gateway
 * - `auth.signature_malformed`
 */
export async function postProbeReport(
  { db, emission }: Pick<Services, 'db' | 'emission'>,
  { hour, validator, place, records, signature }: ProbeReportWire,
): Promise<{ hour: number } | Refusal> {
  const { deployed, chainId, blockTimestamp } = await emission.read()
  const now = Number(blockTimestamp)
  if (Math.floor(now / hourSeconds) !== hour) return invalid('hour: not the present one')
  if (now % hourSeconds >= probeSeconds.closed) return invalid('hour: its records are closed')
  const found = records.map((it) => ({ ...it, node: hex32(it.node) }))
  const signer = recoverTextSigner({ text: probeReportText({ chainId, hour, place, records: found }), signature })
  if (isRefusal(signer)) return { rejected: 'auth.signature_malformed' }
  const members = (deployed?.set?.members ?? []).map(({ account }) => account)
  if (signer !== validator || !members.includes(signer))
    return { rejected: 'auth.signature_wrong_signer', detail: `${validator} did not sign as a member of the set` }
  if (found.some(({ node }) => !probersOf({ hour, node, members }).includes(address(validator))))
    return invalid('records: another validator probes this machine')
  if (await hasUnknownNode(db, { nodes: found.map(({ node }) => node) })) return invalid('records: a machine is not registered')
  try {
    await db.transaction(async (tx) => {
      if (!(await insertProbeReport(tx, { hour: BigInt(hour), validator, signature, place, records: found }))) throw new ReportedBefore()
    })
  } catch (error) {
    if (!(error instanceof ReportedBefore)) throw error
    return { rejected: 'api.idempotency_conflict', detail: `${validator} reported one of these machines before` }
  }
  return { hour }
}

function invalid(detail: string): Refusal {
  return { rejected: 'api.invalid_field', detail }
}
