import type { RootsWire, SignedRoot } from '@infinitio/domain/wire'

type Signed = RootsWire['items'][number]

/** Collects validators' signatures of the roots of an hour. */
export type RootBoard = {
  /** Returns the signatures of an hour and of all later hours. */
  list(from: number): Signed[]
  /** Stores a member's signature. If the member signed another root for this subject and hour before, stores nothing and returns that signature. */
  keep(root: SignedRoot): Signed
}

/**
 * Maximum number of stored signatures: one per member, subject and hour. A set of 64 members signs at most 6,300 in a
 * day (reputations once; machines, deliveries, proofs and closed leases every hour). A full board drops its oldest ones.
 */
const mostSignatures = 8_192

/** Creates an empty board in memory. Members check for their signatures and submit missing ones again. */
export function createRootBoard(): RootBoard {
  const kept = new Map<string, Signed>()
  return {
    list: (from) => [...kept.values()].filter(({ epoch }) => epoch >= from),
    keep({ signed, ...root }) {
      const item = { ...root, ...signed }
      const isOther = (it: Signed) => it.subject === item.subject && it.epoch === item.epoch && it.signer === item.signer && it.root !== item.root
      const other = [...kept.values()].find(isOther)
      if (other !== undefined) return other
      const [oldest] = kept.keys()
      if (kept.size >= mostSignatures && oldest !== undefined) kept.delete(oldest)
      kept.set([item.subject, item.epoch, item.setHash, item.signer].join(' '), item)
      return item
    },
  }
}
