import { type Hex32, hex32 } from '@infinitio/domain'
import { workOutClosed } from '@infinitio/sdk/emission'
import { toHex } from 'viem'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { attestedEpoch } from './attestedEpoch.ts'
import { signRoot } from './signRoot.ts'

const hourSeconds = 3_600n
const subject = 'closed'

/**
 * Signs the Merkle root of all leases that closed in the eight days before the end of the last whole hour. Signs once per hour, and never a different root for
 * the same hour. The court accepts a dispute about a lease only with a Merkle proof that the lease is under such a root. Signs nothing before the end of that
 * hour is final. Also signs nothing if no lease has closed since the newest attested root, because that root still covers all of them.
 */
export async function signClosed(validator: OpenValidator, round: Round): Promise<void> {
  const { address } = validator
  const { set } = round
  const epoch = round.headTime / hourSeconds - 1n
  if (set === null || !set.members.some(({ account }) => account === address) || round.finalTime < (epoch + 1n) * hourSeconds) return
  const attested = await attestedEpoch(validator, round, subject)
  if (attested >= epoch) return
  const { root, newest } = await rootOf(validator, round, epoch)
  if (root !== null && newest >= (attested + 1n) * hourSeconds) await signRoot(validator, round, { subject, epoch, root })
}

/**
 * Returns the Merkle root that `signClosed` signs for an hour, and the time in Unix seconds at which the newest lease under this root closed. The root is null
 * and the time is 0 if there are no leases.
 */
async function rootOf(validator: OpenValidator, { final }: Round, epoch: bigint): Promise<{ root: Hex32 | null; newest: bigint }> {
  if (validator.closed?.epoch !== epoch) {
    const tree = await workOutClosed(validator.opened.access, { epoch, head: final })
    const newest = (tree?.leases ?? []).reduce((last, { closedAt }) => (closedAt > last ? closedAt : last), 0)
    validator.closed = { epoch, root: tree === null ? null : hex32(toHex(tree.root)), newest: BigInt(newest) }
  }
  return validator.closed
}
