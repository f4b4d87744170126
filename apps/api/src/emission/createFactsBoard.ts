/** The facts that a member of the set submitted for an hour and its root, as the hash of all of them. */
type Submitted = { readonly hourRoot: string; readonly signer: string; readonly facts: string }

/**
 * Counts members that submitted the same facts. Different facts can have the same root, because it covers only the values that follow from them, so the facts of
 * only one member prove nothing.
 */
export type FactsBoard = {
  /** Returns true if this member submitted these facts before. */
  has(submitted: Submitted): boolean
  /**
   * Notes the facts of a member. Returns true if they are to be shown now: the first ones of an hour and its root, also after a restart, and later those that more
   * members submitted than the shown ones.
   */
  note(submitted: Submitted): boolean
}

type Root = { readonly bySigner: Map<string, string>; shown: string }

/** A member that submits other facts moves its own vote, so one vote never replaces what is shown. */
const leastVotes = 2

/** Maximum number of roots. A set signs one an hour; members with other records sign others. */
const mostRoots = 256

/** Creates an empty board in memory. Members submit their facts again after a restart. */
export function createFactsBoard(): FactsBoard {
  const roots = new Map<string, Root>()
  return {
    has: ({ hourRoot, signer, facts }) => roots.get(hourRoot)?.bySigner.get(signer) === facts,
    note({ hourRoot, signer, facts }) {
      const known = roots.get(hourRoot)
      if (known === undefined) {
        const [oldest] = roots.keys()
        if (roots.size >= mostRoots && oldest !== undefined) roots.delete(oldest)
        roots.set(hourRoot, { bySigner: new Map([[signer, facts]]), shown: facts })
        return true
      }
      known.bySigner.set(signer, facts)
      const votesFor = (some: string) => [...known.bySigner.values()].filter((it) => it === some).length
      if (known.shown === facts || votesFor(facts) < leastVotes || votesFor(facts) <= votesFor(known.shown)) return false
      known.shown = facts
      return true
    },
  }
}
