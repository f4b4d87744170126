import { attestationTypedData, attestCall, nameKey, type ReadValidatorSet } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { PostRootWire, SignedRoot } from '@infinitio/domain/wire'
import { getRootBoard, postRoot, readCommittee } from '@infinitio/sdk/emission'
import { privateKeyToAccount } from 'viem/accounts'
import { signaturesUnder } from '../publishing/signaturesUnder.ts'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'

/**
 * A Merkle root for one epoch of its subject, which every validator calculates by itself. An epoch is an hour, but for the subject "proofs" usually a minute.
 * In a large validator set, only the signatures of a committee count: sixteen validators that are selected at random for an hour.
 */
export type SetRoot = { readonly subject: SignedRoot['subject']; readonly epoch: bigint; readonly root: Hex32 }

type Post = (signed: SignedRoot['signed']) => Promise<unknown>

/**
 * A root to sign. `post` sends the signature to the API, together with the data from which the root is calculated. Without `post`, only the root and its
 * signature are sent. `committee`: the members whose signatures count, if the caller knows them. Then they also take turns in submitting the signatures.
 */
type RootToSign = { readonly committee?: ReadValidatorSet['members'] } & (
  | (SetRoot & { readonly post: Post })
  | (SetRoot & { readonly subject: PostRootWire['subject']; readonly post?: undefined })
)

/**
 * Signs a root that this validator calculated, once for each validator set, and never a different root for the same epoch. When enough validators have signed
 * it, the validator whose turn it is submits all the signatures to the chain.
 */
export async function signRoot(validator: OpenValidator, round: Round, toSign: RootToSign): Promise<void> {
  const { address, opened, checked } = validator
  const { set } = round
  if (set === null) return
  const { subject, epoch, root } = toSign
  const named = { subject, epoch, root }
  const { items } = await getRootBoard(opened.access.transport)
  const under = items.filter((item) => item.subject === subject && BigInt(item.epoch) === epoch)
  const isThere = under.some((item) => item.signer === address && item.setHash === set.setHash)
  if (!isThere && !(await sign(validator, { ...toSign, setHash: set.setHash }))) return
  const inTurn = toSign.committee === undefined ? set : { ...set, members: toSign.committee }
  if (!isThere || !hasTurn(validator, { set: inTurn })) return
  const committee = toSign.committee ?? (await readCommittee(opened.access, { set, kind: 'shared', epoch }))
  const proof = await signaturesUnder(validator, { set, committee, items: under, ...named })
  const name = `attested ${root} ${epoch}`
  if (proof === null || checked.has(name)) return
  const call = attestCall({ attestations: opened.addresses.attestations, subject: nameKey(subject), epoch, root, proof })
  if (await sendCall(validator, call, `attesting ${subject} of epoch ${epoch}`)) checked.add(name)
}

/**
 * Signs the root and posts the signature. If this validator has already signed another root for this epoch, signs nothing for it, logs one warning and
 * returns false.
 */
async function sign(
  { opened, kept, privateKey, address, logger, checked }: OpenValidator,
  toSign: RootToSign & { setHash: Hex32 },
): Promise<boolean> {
  const { subject, setHash, epoch, root } = toSign
  const before = kept.signedFor({ subject, epoch })
  if (before !== null && before !== root) {
    const name = `other root ${subject} ${epoch}`
    if (!checked.has(name)) logger.warn({ subject, epoch, signed: before, root }, 'another root was signed for this epoch; records must have changed')
    checked.add(name)
    return false
  }
  kept.noteSigned({ subject, epoch }, root)
  const typed = attestationTypedData({ subject, setHash, epoch, root }, { chainId: opened.chainId, attestations: opened.addresses.attestations })
  const signature = (await privateKeyToAccount(privateKey).signTypedData(typed)).toLowerCase()
  const signed = { setHash, signer: address, signature }
  if (toSign.post === undefined) await postRoot(opened.access.transport, { subject: toSign.subject, epoch: Number(epoch), root, signed })
  else await toSign.post(signed)
  logger.info({ subject, epoch, root }, 'a root is signed')
  return true
}
