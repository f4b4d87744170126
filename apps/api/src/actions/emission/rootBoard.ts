import { listEpochSignatures } from '@infinitio/db'
import type { BoardWire, PostRootWire, RootsWire, SignedRoot, StatementWire } from '@infinitio/domain/wire'
import { hex32, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { memberSigned } from '../../emission/memberSigned.ts'

const shownEpochs = 24
const mostSignatures = 1_600

/** Lists the signatures of validators for the emission epochs (hours for which machines are paid) of the last day. Lists at most `mostSignatures`. */
export async function listEpochBoard({ db, clock }: Services): Promise<BoardWire> {
  const from = BigInt(Math.floor(clock.read().now / 3_600) - shownEpochs)
  const rows = await listEpochSignatures(db, { from, limit: mostSignatures })
  return { items: rows.map(({ epoch, ...row }) => ({ epoch: Number(epoch), ...row })) }
}

const shownHours = 24

/** Lists the signatures of validators for Merkle roots of the last day, except those of emission epochs. */
export function listRootBoard({ rootBoard, clock }: Services): RootsWire {
  return { items: rootBoard.list(Math.floor(clock.read().now / 3_600) - shownHours) }
}

/** The contract does not accept a Merkle root that is older than this many hours. */
const oldestHours = 24

/**
 * Stores a validator's signature of a Merkle root, so that the other validators can collect it. Refuses with `api.invalid_field` for an hour more than a day
 * ago or in the future, with `auth.signature_wrong_signer` for a signer outside the validator set, and with `api.idempotency_conflict` if this validator signed
 * another root for the same subject and hour. Throws ChainUnavailableError.
 */
export async function postRoot(services: Services, posted: PostRootWire): Promise<StatementWire | Refusal> {
  return (await refusedRoot(services, posted)) ?? keepRoot(services, posted)
}

/**
 * Checks a signed root. Returns the refusal if the root's hour is not within the last day, or if the signature is not that of a member of the validator set;
 * else null. Throws ChainUnavailableError.
 */
export async function refusedRoot({ emission }: Services, { subject, epoch, root, signed }: SignedRoot): Promise<Refusal | null> {
  const standing = await emission.read()
  const now = Number(standing.blockTimestamp / 3_600n)
  if (epoch > now || epoch + oldestHours < now) return { rejected: 'api.invalid_field', detail: 'epoch: not of the last day' }
  if (await memberSigned(standing, { subject, epoch: BigInt(epoch), root: hex32(root), signed })) return null
  return { rejected: 'auth.signature_wrong_signer', detail: `${signed.signer} did not sign as a member of the set` }
}

/**
 * Stores a signature that the caller has already checked. If this validator signed another root for the same subject and hour, refuses with
 * `api.idempotency_conflict` and stores both signatures as evidence, so that the chain can punish the validator.
 */
export function keepRoot({ rootBoard, doubles }: Services, posted: SignedRoot): StatementWire | Refusal {
  const { subject, epoch, root, signed } = posted
  const { signer, setHash, signature } = signed
  const kept = rootBoard.keep(posted)
  if (kept.root === root) return { statement: root }
  const first = { setHash: kept.setHash, root: kept.root, signature: kept.signature }
  doubles.note({ subject, epoch, signer, first, second: { setHash, root, signature } })
  return { rejected: 'api.idempotency_conflict', detail: `${signer} signed ${kept.root} for this hour` }
}
