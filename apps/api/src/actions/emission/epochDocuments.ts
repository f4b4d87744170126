import { type EpochSignatureRow, findEpochDocument, findOtherSignature, insertEpochDocument, insertEpochSignature } from '@infinitio/db'
import { canonicalJson, type CanonicalValue, hex32, type Refusal } from '@infinitio/domain'
import type { PostEpochWire, StatementWire } from '@infinitio/domain/wire'
import { documentFromWire, isWhole, statementOf } from '@infinitio/sdk/emission'
import type { EmissionStanding } from '../../emission/createEmissionReader.ts'
import { statementOfEpoch } from '../../emission/documentOfEpoch.ts'
import { memberSigned } from '../../emission/memberSigned.ts'
import type { Services } from '../../services/services.ts'

/** The emission contract accepts no epoch (the payments of one hour) that is older than this many hours. */
const oldestEpochs = 24n

/**
 * Stores the document of an epoch: a Merkle leaf for each provider, with what its machines earn for the hour. If a validator has signed the document, it is
 * stored for the other validators and for the worker that publishes epochs. A document without a signature must be of an epoch that the chain has already
 * published. Throws ChainUnavailableError. Refuses with:
 * - `api.not_found` if no DAO is deployed
 * - `api.invalid_field` if the leaves do not match the roots in the terms, if a signed epoch is not of the last day, or if an unsigned epoch is not published
 * - `auth.signature_wrong_signer` for a signer outside the validator set
 * - `api.idempotency_conflict` if this validator signed another document for this epoch
 */
export async function postEpoch({ db, emission, doubles }: Services, { document, signed }: PostEpochWire): Promise<StatementWire | Refusal> {
  const standing = await emission.read()
  const { deployed } = standing
  if (deployed === null) return { rejected: 'api.not_found', detail: 'no DAO is deployed on this chain' }
  const epoch = documentFromWire(document)
  const bound = { chainId: BigInt(standing.chainId), emission: deployed.contract }
  const statement = statementOf(epoch.terms, bound)
  const refused = signed === null ? unpublished(standing, statement) : await notToSign(standing, { epoch: epoch.terms.epoch, statement, signed })
  if (refused !== null) return refused
  if (!isWhole(epoch, bound)) return { rejected: 'api.invalid_field', detail: 'document: its leaves do not have the roots of its terms' }
  if (signed !== null) {
    const row = { ...signed, epoch: epoch.terms.epoch, statement }
    await insertEpochSignature(db, row)
    const other = await findOtherSignature(db, row)
    if (other !== null) {
      doubles.note({ subject: 'emission', epoch: Number(row.epoch), signer: row.signer, first: signedRoot(other), second: signedRoot(row) })
      return { rejected: 'api.idempotency_conflict', detail: `${signed.signer} signed ${other.statement} for this epoch` }
    }
  }
  await insertEpochDocument(db, { statement, epoch: epoch.terms.epoch, document: canonicalJson(document as unknown as CanonicalValue) })
  return { statement }
}

function signedRoot({ setHash, statement: root, signature }: Pick<EpochSignatureRow, 'setHash' | 'statement' | 'signature'>) {
  return { setHash, root, signature }
}

function unpublished(standing: EmissionStanding, statement: string): Refusal | null {
  const { deployed } = standing
  const isPublished = deployed?.epochs.some((epoch) => statementOfEpoch(standing, deployed, epoch) === statement)
  return isPublished === true ? null : { rejected: 'api.invalid_field', detail: 'signed: only a published epoch needs no signature' }
}

async function notToSign(
  standing: EmissionStanding,
  { epoch, statement, signed }: { epoch: bigint; statement: string; signed: NonNullable<PostEpochWire['signed']> },
): Promise<Refusal | null> {
  const now = standing.blockTimestamp / 3_600n
  if (epoch > now || epoch + oldestEpochs < now) return { rejected: 'api.invalid_field', detail: 'document: no epoch of the last day' }
  if (await memberSigned(standing, { subject: 'emission', epoch, root: hex32(statement), signed })) return null
  return { rejected: 'auth.signature_wrong_signer', detail: `${signed.signer} did not sign as a member of the set` }
}

/**
 * Returns the stored document of an emission epoch (the payments for one hour, and for earlier hours without an epoch) with all its Merkle leaves. `statement`
 * is the hash that validators sign about the epoch. Refuses with `api.not_found` if no document has this hash.
 */
export async function readEpochDocument({ db }: Services, statement: string): Promise<Response | Refusal> {
  const document = await findEpochDocument(db, { statement })
  return document === null
    ? { rejected: 'api.not_found', detail: `the epoch ${statement}` }
    : new Response(document, { headers: { 'content-type': 'application/json' } })
}
