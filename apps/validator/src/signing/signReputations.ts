import { type Hex32, hex32 } from '@infinitio/domain'
import { workOutReputations } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { attestedEpoch } from './attestedEpoch.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'reputation'
/** Validators sign reputations once in this many hours. Each root costs a transaction, and reputations change slowly: they halve in ninety days. */
const everyHours = 24n

/**
 * Calculates every provider's reputation at the end of the first hour of a day, and signs their Merkle root. Signs once a day, and never a different root for
 * the same hour. When enough validators have signed it, the validator that has the turn to send transactions has the contract attest the root. Signs nothing
 * before the end of that hour is final, or if no provider has a record.
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
