import { type Hex32, hex32 } from '@infinitio/domain'
import { workOutReputations } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { attestedEpoch } from './attestedEpoch.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'reputation'
/** Runs once a day, because a root costs a transaction and reputations halve only every ninety days. */
const everyHours = 24n

/**
 * Calculates every provider's reputation at the end of the day's first hour and signs the root of all reputations: once, and never a different root for the
 * same hour. If it is this member's turn, gets the root attested once enough members signed it. Signs nothing until the end of that hour is final, or if no
 * provider has a record.
 */
export async function signReputations(validator: OpenValidator, round: Round): Promise<void> {
  const { address } = validator
  const { set } = round
  const last = round.headTime / hourSeconds - 1n
  const epoch = last - (last % everyHours)
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < (epoch + 1n) * hourSeconds) return
  if ((await attestedEpoch(validator, round, subject)) >= epoch) return
  const root = await rootOf(validator, round, epoch)
  if (root !== null) await signRoot(validator, round, { subject, epoch, root })
}

async function rootOf(validator: OpenValidator, { final }: Round, epoch: bigint): Promise<Hex32 | null> {
  if (validator.reputations?.epoch !== epoch) {
    const tree = await workOutReputations(validator.opened.access, { epoch, head: final })
    validator.reputations = { epoch, root: tree === null ? null : hex32(toHex(tree.root)) }
  }
  return validator.reputations.root
}
