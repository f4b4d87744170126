import type { PostRootWire, RootsWire } from '@infinitio/domain/wire'

type Signed = RootsWire['items'][number]

/** Collects validators' signatures of the roots of an hour. */
export type RootBoard = {
  /** Returns the signatures of an hour and of all later hours. */
  list(from: number): Signed[]
  /**
   * Stores a member's first signature for a set, subject and hour. Returns the root of this member that is stored: the first one, if the member had signed
   * before.
   */
  keep(root: PostRootWire): string
}

/**
 * Maximum number of stored signatures: one per member, subject and hour. A set of 64 members signs at most 3,200 in a
 * day (two subjects, 25 hours). A full board drops its oldest ones.
 */
const mostSignatures = 4_096

/** Creates an empty board in memory. Members check for their signatures and submit missing ones again. */
export function createRootBoard(): RootBoard {
  const kept = new Map<string, Signed>()
  return {
    list: (from) => [...kept.values()].filter(({ epoch }) => epoch >= from),
    keep({ signed, ...root }) {
      const key = [root.subject, root.epoch, signed.setHash, signed.signer].join(' ')
      const before = kept.get(key)
      if (before !== undefined) return before.root
      const [oldest] = kept.keys()
      if (kept.size >= mostSignatures && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { ...root, ...signed })
      return root.root
    },
  }
}
