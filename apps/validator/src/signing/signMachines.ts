import { hex32 } from '@infinitio/domain'
import { InfinitioError, type MachineDocument, postMachines, workOutMachines } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { attestedEpoch } from './attestedEpoch.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'nodes'

/**
 * Calculates tier and reliability of every machine at the end of the last whole hour and signs their root: once, and never a different root for the same hour.
 * Submits the facts with the signature. If it is this member's turn, gets the root attested once enough members signed it. Signs nothing until the end of that
 * hour is final and its record is frozen.
 */
export async function signMachines(validator: OpenValidator, round: Round): Promise<void> {
  const { address, opened } = validator
  const { set } = round
  const epoch = round.headTime / hourSeconds - 1n
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < (epoch + 1n) * hourSeconds) return
  if ((await attestedEpoch(validator, round, subject)) >= epoch) return
  const document = await documentOf(validator, round, epoch)
  if (document === null) return
  const { facts } = document
  const root = hex32(toHex(document.tree.root))
  const post = (signed: Parameters<typeof postMachines>[1]['signed']) =>
    postMachines(opened.access.transport, { epoch: Number(epoch), root, machines: [...facts], signed })
  await signRoot(validator, round, { subject, epoch, root, post })
}

/** Returns null while the hour's record is not frozen, and if there is no machine. */
async function documentOf(validator: OpenValidator, { final }: Round, epoch: bigint): Promise<MachineDocument | null> {
  const { machines, keptHours, opened } = validator
  if (machines.last?.epoch === epoch) return machines.last.document
  try {
    const document = await workOutMachines(opened.access, { epoch, head: final, known: keptHours.hours })
    // Stored before the signature, so that a restart cannot lead to another root.
    keptHours.store()
    machines.last = { epoch, document }
    return document
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'api.not_found') return null
    throw error
  }
}
