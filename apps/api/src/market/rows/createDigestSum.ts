import { createHash, hash } from 'node:crypto'
import type { MarketNode } from '../machines/marketNode.ts'

/**
 * A checksum of the changing data of all nodes, in any order: ask, state, names, the provider's bond, numbers of leases, and booked hours. It leaves out the
 * hardware. If a node changes, its old data is subtracted from the sum and its new data is added.
 */
export type DigestSum = {
  add(node: MarketNode): void
  subtract(node: MarketNode): void
  /** Returns the checksum as 16 hex digits. It also depends on the text `about`. */
  text(about: string): string
}

/** Creates the checksum of an empty list of nodes. */
export function createDigestSum(): DigestSum {
  let sum = 0n
  return {
    add(node) {
      sum = BigInt.asUintN(64, sum + digestOf(node))
    },
    subtract(node) {
      sum = BigInt.asUintN(64, sum - digestOf(node))
    },
    text: (about) =>
      createHash('sha256')
        .update(`${about} ${sum.toString(16)}`)
        .digest('hex')
        .slice(0, 16),
  }
}

function digestOf({
  node,
  ask,
  state,
  listed,
  retired,
  name,
  providerName,
  providerBonded,
  completedLeases,
  activeLeases,
  taken,
}: MarketNode): bigint {
  const hours = taken.map(({ fromHour, toHour, gpus }) => `${fromHour}-${toHour}:${gpus}`).toSorted()
  const shown = `${node} ${ask?.hash ?? ''} ${state} ${listed} ${retired} ${completedLeases} ${activeLeases} ${hours.join()} ${providerBonded} ${name} by ${providerName}`
  return BigInt(`0x${hash('sha256', shown).slice(0, 16)}`)
}
