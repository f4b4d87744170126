import type { PostRootWire, RootsWire } from '@infinitio/domain/wire'

type Signed = RootsWire['items'][number]

/** Where validators' signatures under roots of an hour meet. */
export type RootBoard = {
  /** Those of hours from this one on. */
  list(from: number): Signed[]
  /** Keeps a member's signature, the first for its set, subject and hour; returns the root that is kept of it. */
  keep(root: PostRootWire): string
}

/** Members, subjects and hours that may be there at once: more are no member's. */
const mostSignatures = 4_096

/** Makes an empty one. It is kept in memory alone: members look whether theirs is there, and hand it in again where it is not. */
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
