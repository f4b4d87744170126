import { listEpochSignatures } from '@infinitio/db'
import type { BoardWire, PostRootWire, RootsWire, SignedRoot, StatementWire } from '@infinitio/domain/wire'
import { hex32, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import type { EmissionStanding } from '../../emission/createEmissionReader.ts'
import { memberSigned } from '../../emission/memberSigned.ts'

const shownEpochs = 24
const mostSignatures = 1_600

/** Lists the signatures of validators for the emission epochs (hours for which machines are paid) of the last day. Lists at most `mostSignatures`. */
export async function listEpochBoard({ db, clock }: Services): Promise<BoardWire> {
  const from = BigInt(Math.floor(clock.read().now / 3_600) - shownEpochs)
  const rows = await listEpochSignatures(db, { from, limit: mostSignatures })
  return { items: rows.map(({ epoch, ...row }) => ({ epoch: Number(epoch), ...row })) }
}

const hourSeconds = 3_600
const daySeconds = 86_400

/** Lists the signatures of validators for Merkle roots of the last day, except those of emission epochs. */
export function listRootBoard({ rootBoard, clock }: Services): RootsWire {
  return { items: rootBoard.list(clock.read().now) }
}

/**
 * Stores a validator's signature of a Merkle root, so that the other validators can collect it. Refuses with `api.invalid_field` for an hour more than a day
 * ago or in the future, with `auth.signature_wrong_signer` for a signer outside the validator set, and with `api.idempotency_conflict` if this validator signed
 * another root for the same subject and hour. Throws ChainUnavailableError.
 */
export async function postRoot(services: Services, posted: PostRootWire): Promise<StatementWire | Refusal> {
  return (await refusedRoot(services, posted)) ?? (await keepRoot(services, posted))
}

/**
 * Checks a signed root. Returns the refusal if the root's epoch is not within the last day, or if the signature is not that of a member of the validator set;
 * else null. Throws ChainUnavailableError.
 */
export async function refusedRoot({ emission }: Services, { subject, epoch, root, signed }: SignedRoot): Promise<Refusal | null> {
  const standing = await emission.read()
  const period = periodOf(standing, subject)
  const now = Number(standing.blockTimestamp)
  // The contract counts the same: it accepts no root that is older than a day, in whole epochs.
  const last = Math.floor(now / period)
  if (epoch > last || epoch < last - daySeconds / period) return { rejected: 'api.invalid_field', detail: 'epoch: not of the last day' }
  if (await memberSigned(standing, { subject, epoch: BigInt(epoch), root: hex32(root), signed })) return null
  return { rejected: 'auth.signature_wrong_signer', detail: `${signed.signer} did not sign as a member of the set` }
}

/** Returns the length of a subject's epochs in seconds. */
function periodOf({ deployed }: EmissionStanding, subject: SignedRoot['subject']): number {
  return subject === 'proofs' && deployed !== null ? Number(deployed.proofPeriod) : hourSeconds
}

/**
 * Stores a signature that the caller has already checked. If this validator signed another root for the same subject and epoch, refuses with
 * `api.idempotency_conflict` and stores both signatures as evidence, so that the chain can punish the validator. Refuses with `api.invalid_field` if the
 * validator has signed too many roots of the last day. Throws ChainUnavailableError.
 */
export async function keepRoot({ rootBoard, doubles, emission, clock }: Services, posted: SignedRoot): Promise<StatementWire | Refusal> {
  const { subject, epoch, root, signed } = posted
  const { signer, setHash, signature } = signed
  const at = epoch * periodOf(await emission.read(), subject)
  const kept = rootBoard.keep(posted, { at, now: clock.read().now })
  if (kept === null) return { rejected: 'api.invalid_field', detail: `signed: ${signer} has signed too many roots of the last day` }
  if (kept.root === root) return { statement: root }
  const first = { setHash: kept.setHash, root: kept.root, signature: kept.signature }
  doubles.note({ subject, epoch, signer, first, second: { setHash, root, signature } })
  return { rejected: 'api.idempotency_conflict', detail: `${signer} signed ${kept.root} for this epoch` }
}
