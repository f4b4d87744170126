import {
  attestationsAbi,
  attestationTypedData,
  attestCall,
  nameKey,
  publishEpochCall,
  type ReadEmission,
  type ReadValidatorSet,
} from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import { committeeQuorum, getEpochBoard, readCommittee } from '@infinitio/sdk/emission'
import { type Hex, hashTypedData, recoverAddress } from 'viem'
import { sendCall } from '../sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator.ts'

const subject = 'emission'

/** Attests and publishes the epoch that it worked out itself, once enough of the hour's committee have signed it, when it is its turn. */
export async function publishEpoch(validator: OpenValidator, round: Round, { lastEpoch }: ReadEmission): Promise<void> {
  const { workedOut, client, opened } = validator
  const { set } = round
  if (workedOut === null || set === null || workedOut.epoch <= lastEpoch || workedOut.previous !== lastEpoch || !hasTurn(validator, round)) return
  const { document, statement, epoch } = workedOut
  if (document === null || statement === null) return
  const { attestations } = opened.addresses
  const attested = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] })
  if (attested.root !== statement) {
    const proof = await proofOf(validator, set, { epoch, statement })
    if (proof === null) return
    const call = attestCall({ attestations, subject: nameKey(subject), epoch, root: statement, proof })
    if (!(await sendCall(validator, call, `attesting epoch ${epoch}`))) return
  }
  const { emission } = opened.access.contracts
  await sendCall(validator, publishEpochCall({ emission, terms: document.terms }), `publishing epoch ${epoch}`)
}

/** The signatures of the board under this statement as the contract takes them; null while they are not enough. The board is not believed: each is recovered. */
async function proofOf({ opened }: OpenValidator, set: ReadValidatorSet, { epoch, statement }: { epoch: bigint; statement: Hex32 }) {
  const { setHash, members } = set
  const { items } = await getEpochBoard(opened.access.transport)
  const { attestations } = opened.addresses
  const hash = hashTypedData(attestationTypedData({ setHash, subject, epoch, root: statement }, { chainId: opened.chainId, attestations }))
  const signed = new Map<string, Hex>()
  for (const item of items) {
    if (item.statement !== statement || item.setHash !== setHash) continue
    const signature = item.signature as Hex
    const signer = await recoverAddress({ hash, signature }).catch(() => null)
    if (signer?.toLowerCase() === item.signer) signed.set(item.signer, signature)
  }
  const signers = members.filter(({ account }) => signed.has(account))
  const committee = await readCommittee(opened.access, { set, epoch })
  if (!committeeQuorum(committee, ({ account }) => signed.has(account)).isFull) return null
  const bitmap = members.reduce((bits, { account }, place) => (signed.has(account) ? bits | (1n << BigInt(place)) : bits), 0n)
  return { members: members.map(({ word }) => word), bitmap, signatures: signers.map(({ account }) => signed.get(account) ?? '0x') }
}
