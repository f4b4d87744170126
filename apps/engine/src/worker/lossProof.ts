import {
  attestationsAbi,
  type AttestedRoot,
  attestationTypedData,
  readCountedMembers,
  readValidatorSet,
  validatorMember,
  validatorSetHash,
} from '@infinitio/chain'
import type { Attestor, RootToSign } from '@infinitio/chain/node'
import type { listLossSignatures } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type Hex, hashTypedData, recoverAddress } from 'viem'
import type { Sender } from './sender.ts'

type Asked = {
  leaseId: bigint
  set: { setHash: string; totalStake: bigint }
  root: RootToSign
  at: { chainId: number; attestations: Address }
  /** Reads the signatures that validators have submitted, either for losses of machines or for credits. */
  list: typeof listLossSignatures
}

/** The length of an epoch, in seconds. Validators sign their statements for one epoch at a time. */
export const epochSeconds = 3_600n
/** A validator set may sign for seven days. If it is older than this (six days), it is replaced before it expires. */
export const oldestSetSeconds = 6n * 86_400n
/** How many signers the contract selects at random each hour if the validator set is larger than this. */
const COMMITTEE_SIZE = 16

/**
 * Returns the signatures of a statement about a lease as a proof. The signatures are those of the operator's attestor, if it is a member of the validator set,
 * and those that other members have submitted. If the set has more than 16 members, only the members that the contract selects for this hour count. Members
 * that were slashed since the set was formed do not count. Returns null while the members who signed have at most two thirds of the stake, or if the contract
 * has another validator set by now.
 */
export async function lossProof(
  { db, client }: Pick<Sender, 'db' | 'client'>,
  attestor: Attestor,
  { leaseId, set, root, at, list }: Asked,
): Promise<AttestedRoot['proof'] | null> {
  const alone = [validatorMember({ account: attestor.address, stake: set.totalStake })]
  if (validatorSetHash(alone) === set.setHash) return { members: alone, bitmap: 1n, signatures: [await attestor.sign(root, at)] }
  const read = await readValidatorSet(client, at.attestations, { known: null })
  if (read === null || read.setHash !== set.setHash) return null
  const { members } = read
  const { epoch } = root
  const signed = new Map<string, Hex>()
  if (members.some(({ account }) => account === attestor.address)) signed.set(attestor.address, await attestor.sign(root, at))
  const hash = hashTypedData(attestationTypedData(root, at))
  for (const { signer, root: under, signature } of await list(db, { leaseId, setHash: set.setHash, epoch })) {
    const recovered = under === root.root ? await recoverAddress({ hash, signature: signature as Hex }).catch(() => null) : null
    if (recovered?.toLowerCase() === signer) signed.set(signer, signature as Hex)
  }
  const words = members.map(({ word }) => word)
  const [drawn, counted] = await Promise.all([drawnMembers(client, { root, at, words }), readCountedMembers(client, at.attestations, read)])
  const selected = members.filter((_, place) => ((drawn >> BigInt(place)) & 1n) === 1n)
  const signers = selected.filter(({ account }) => signed.has(account) && counted.has(account))
  const stakeOf = (list: typeof members) => list.reduce((sum, { stake }) => sum + stake, 0n)
  if (stakeOf(signers) * 3n <= stakeOf(selected) * 2n) return null
  const bitmap = members.reduce(
    (bits, { account }, place) => (signers.some((it) => it.account === account) ? bits | (1n << BigInt(place)) : bits),
    0n,
  )
  return { members: words, bitmap, signatures: signers.map(({ account }) => signed.get(account) ?? '0x') }
}

type Drawing = Pick<Asked, 'root' | 'at'> & { readonly words: readonly Hex[] }

/** Returns the members of a validator set that may sign a root. Bit i is set if the member at index i may sign. In a small set all members may sign. */
async function drawnMembers(client: Sender['client'], { root: { subject, epoch }, at: { attestations }, words }: Drawing): Promise<bigint> {
  if (words.length <= COMMITTEE_SIZE) return 2n ** BigInt(words.length) - 1n
  return await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'committeeOf', args: [subject, epoch, words] })
}
