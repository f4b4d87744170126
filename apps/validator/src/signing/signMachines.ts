import { lastBlockBefore } from '@infinitio/chain'
import { hex32 } from '@infinitio/domain'
import { InfinitioError, type MachineDocument, postMachines, workOutMachines } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { attestedEpoch } from './attestedEpoch.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'nodes'

/**
 * Calculates the tier (how far validators have checked a machine) and the reliability of every machine at the end of the last whole hour, and signs the Merkle
 * root of these facts: once for each validator set, and never a different root for the same hour. Submits the facts with the signature. When enough validators
 * have signed the root, the validator whose turn it is submits the signatures to the chain. Signs nothing while the end of that hour is not final or the record
 * of that hour can still change.
 */
export async function signMachines(validator: OpenValidator, round: Round): Promise<void> {
  const { address, opened } = validator
  const { set } = round
  const epoch = round.headTime / hourSeconds - 1n
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < (epoch + 1n) * hourSeconds) return
  const attested = await attestedEpoch(validator, round, subject)
  if (attested >= epoch) return
  // In the first hour of a new market, `firstSlot` is set. Then do not wait for the end of the hour, but sign the tier and reliability of its first machines as
  // soon as their proofs are attested.
  const firstSlot = attested === 0n ? await firstAttestedSlot(validator, round, epoch) : null
  const document = await documentOf(validator, round, { epoch, firstSlot })
  if (document === null) return
  const { facts } = document
  const root = hex32(toHex(document.tree.root))
  const post = (signed: Parameters<typeof postMachines>[1]['signed']) =>
    postMachines(opened.access.transport, { epoch: Number(epoch), root, machines: [...facts], signed })
  await signRoot(validator, round, { subject, epoch, root, post })
}

/**
 * Finds the time in seconds at which the chain accepted the market's first GPU proofs (`ProofsAttested`), and returns the number of the last block with this
 * time. Returns null if that was not in the hour after `epoch`, or while no later block is final.
 */
async function firstAttestedSlot({ opened, client }: OpenValidator, { final }: Round, epoch: bigint): Promise<bigint | null> {
  const events = await opened.access.events.readTo(final)
  const first = events.find(({ name }) => name === 'ProofsAttested')
  if (first === undefined || first.at / hourSeconds !== epoch + 1n) return null
  // `lastBlockBefore` returns null until a later block is final. Only then do all validators find the same last block with the time `first.at`.
  return await lastBlockBefore(client, { time: first.at + 1n, last: final })
}

/** Returns the facts about all machines. Null while the record of the hour can still change, and if there is no machine at all. */
async function documentOf(
  validator: OpenValidator,
  { final }: Round,
  { epoch, firstSlot }: { epoch: bigint; firstSlot: bigint | null },
): Promise<MachineDocument | null> {
  const { machines, keptHours, opened } = validator
  if (machines.last?.epoch === epoch && (machines.last.document !== null || firstSlot === null)) return machines.last.document
  try {
    const known = { known: keptHours.hours, knownSlots: machines.slots, knownProbes: machines.probes }
    const document = await workOutMachines(opened.access, { epoch, head: final, ...known, ...(firstSlot === null ? {} : { firstSlot }) })
    // Store the root before it is signed, so that the validator cannot sign another one after a restart.
    keptHours.store()
    machines.last = { epoch, document }
    return document
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'api.not_found') return null
    throw error
  }
}
