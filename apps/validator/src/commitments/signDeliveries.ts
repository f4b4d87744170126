import { attestationsAbi, type FuturesCommitment, futuresCommitmentAbi, nameKey, readCommitments } from '@infinitio/chain'
import { type Address, hex32 } from '@infinitio/domain'
import { commitmentsDue, createDeliveryReplay, type DeliveryTree, InfinitioError, workOutDeliveries } from '@infinitio/sdk/emission'
import { encodeFunctionData, toHex } from 'viem'
import { sendCall } from '../validator/sendCall.ts'
import { signRoot } from '../signing/signRoot.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'

const hourSeconds = 3_600n
const subject = 'commitments'
/**
 * Deadlines for recording how much of a commitment (promised GPU time) was delivered, in seconds, as in the contract. For 72 hours after an amount is recorded,
 * a later root can correct it. If no amount is recorded within 14 days after the end of a commitment, the provider gets the bond of the commitment back.
 */
const correctionSeconds = 72n * 3_600n
const recordSeconds = 14n * 86_400n

/**
 * Measures how much GPU time providers have delivered for their commitments. Reads the journal (the public list of all events) up to the newest row whose hash
 * is on the chain. If a commitment has ended and needs it, signs the Merkle root of the delivered amounts at the end of the last whole hour, and gets that root
 * attested. When it is this validator's turn, also records the attested amounts and settles the bonds. Signs nothing until the hash of a journal row after the
 * end of the commitments is on the chain.
 */
export async function signDeliveries(validator: OpenValidator, round: Round): Promise<void> {
  const { client, address, opened, logger } = validator
  const { set, headTime } = round
  const { futuresCommitment } = opened.access.contracts
  if (futuresCommitment === null || set === null || !set.members.some(({ account }) => account === address)) return
  const commitments = await readDue(validator, round, futuresCommitment)
  const epoch = headTime / hourSeconds - 1n
  const open = commitmentsDue(commitments, epoch).filter(({ recordedAt, isSettled }) => recordedAt === null && !isSettled)
  await settleDue(validator, round, { commitments, futuresCommitment })
  if (open.length === 0 || round.finalTime < (epoch + 1n) * hourSeconds) return
  const at = { address: opened.addresses.attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey(subject)] } as const
  const attested = await client.readContract(at)
  // Anybody can submit a root with too few signatures. It replaces the root before it, and the contract records no amount by it.
  const covers = ({ until }: FuturesCommitment) => attested.full && firstEpoch(until) <= attested.epoch
  try {
    if (!open.every(covers)) {
      const tree = await workOut(validator, { commitments, epoch, futuresCommitment })
      if (tree !== null) await signRoot(validator, round, { subject, epoch, root: hex32(toHex(tree.root)) })
    }
    const waiting = open.filter(covers)
    if (waiting.length === 0 || !hasTurn(validator, round)) return
    const tree = await workOut(validator, { commitments, epoch: attested.epoch, futuresCommitment })
    if (tree === null) return
    if (toHex(tree.root) === attested.root) await recordAll(validator, { waiting, tree, futuresCommitment })
    else logger.error({ epoch: attested.epoch, attested: attested.root, expected: toHex(tree.root) }, 'other deliveries were attested')
  } catch (error) {
    if (!(error instanceof InfinitioError)) throw error
    logger.warn({ err: error, code: error.code }, 'deliveries cannot be measured now')
  }
}

/** Returns the first hour whose root can contain a commitment that ends at `until` (Unix seconds). It is the first hour that begins at or after this time. */
function firstEpoch(until: number): bigint {
  return (BigInt(until) + hourSeconds - 1n) / hourSeconds
}

async function workOut(
  validator: OpenValidator,
  { commitments, epoch, futuresCommitment }: { commitments: readonly FuturesCommitment[]; epoch: bigint; futuresCommitment: Address },
): Promise<DeliveryTree | null> {
  const { opened } = validator
  validator.deliveries ??= createDeliveryReplay(opened.access)
  const domain = { chainId: BigInt(opened.chainId), futuresCommitment }
  const tree = await workOutDeliveries(validator.deliveries, { epoch, commitments, domain })
  return tree === 'not yet' ? null : tree
}

async function recordAll(
  validator: OpenValidator,
  { waiting, tree, futuresCommitment: to }: { waiting: readonly FuturesCommitment[]; tree: DeliveryTree; futuresCommitment: Address },
): Promise<void> {
  for (const { id } of waiting) {
    const [delivery, proof] = [tree.deliveries.find((one) => one.id === id), tree.proofOf(id)]
    if (delivery === undefined || proof === null) continue
    const args = [id, delivery.delivered, proof.map((sibling) => toHex(sibling))] as const
    const data = encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'record', args })
    await sendCall(validator, { to, data }, `recording what commitment ${id} delivered`)
  }
}

/** Settles commitments that are due. A validator does this, because a provider that delivered too little would not: settling also lowers its reputation. */
async function settleDue(
  validator: OpenValidator,
  round: Round,
  { commitments, futuresCommitment: to }: { commitments: readonly FuturesCommitment[]; futuresCommitment: Address },
): Promise<void> {
  if (!hasTurn(validator, round)) return
  for (const { id, isSettled, recordedAt, until } of commitments) {
    const from = recordedAt === null ? BigInt(until) + recordSeconds : BigInt(recordedAt) + correctionSeconds
    if (isSettled || round.headTime < from) continue
    const data = encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'settle', args: [id] })
    await sendCall(validator, { to, data }, `sharing out the bond of commitment ${id}`)
  }
}

/**
 * Reads new commitments (promised GPU time) of providers, and reads again all from the first one that has ended but was not settled. Returns all commitments
 * that are known now. Throws the errors of the chain.
 */
async function readDue(
  { client, commitments }: Pick<OpenValidator, 'client' | 'commitments'>,
  { head, headTime }: Pick<Round, 'head' | 'headTime'>,
  futuresCommitment: Address,
): Promise<readonly FuturesCommitment[]> {
  const known = [...commitments.values()]
  const open = known.find(({ until, isSettled }) => !isSettled && BigInt(until) <= headTime)
  const fromId = open?.id ?? BigInt(known.length + 1)
  for (const one of await readCommitments(client, { futuresCommitment, fromId, blockNumber: head })) commitments.set(one.id, one)
  return [...commitments.values()]
}
