import type { DoubleSignaturesWire, RootsWire, SignedRoot } from '@infinitio/domain/wire'
/** The facts that a member of the set submitted for an hour and its root, as the hash of all of them. */
type Submitted = { readonly hourRoot: string; readonly signer: string; readonly facts: string }

/**
 * How facts are stored. `first` stores them only if none are stored for the hour and its root, `replace` in any case. Resolves to true if they were stored. If it
 * rejects, the board counts nothing, so the member can submit the facts again.
 */
type StoreFacts = (how: 'first' | 'replace') => Promise<boolean>

/**
 * Counts members that submitted the same facts. Different facts can have the same root, because it covers only the values that follow from them, so the facts of
 * only one member prove nothing.
 */
export type FactsBoard = {
  /** Returns true if this member submitted these facts before, and they were stored or counted. */
  has(submitted: Submitted): boolean
  /**
   * Counts the facts of a member and stores them if they are to be shown now: the first ones of an hour and its root, and later those that more members submitted
   * than the stored ones. One call waits for the other, so what is stored always follows from all calls before. Rejects with the error of `store`.
   */
  submit(submitted: Submitted, store: StoreFacts): Promise<void>
}

/** `stored` is null while the board does not know what is stored, which is so after a restart. */
type Root = { readonly bySigner: ReadonlyMap<string, string>; readonly stored: string | null }

/** A member that submits other facts moves its own vote, so one vote never replaces what is stored. */
const leastVotes = 2

/** Maximum number of roots. A set signs one an hour; members with other records sign others. */
const mostRoots = 256

/** Creates an empty board in memory. Members submit facts of an hour that is not attested again after a restart. */
export function createFactsBoard(): FactsBoard {
  const roots = new Map<string, Root>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    has: ({ hourRoot, signer, facts }) => roots.get(hourRoot)?.bySigner.get(signer) === facts,
    async submit(submitted, store) {
      const turn = last.then(async () => {
        const { hourRoot } = submitted
        const root = await counted(roots.get(hourRoot), submitted, store)
        const [oldest] = roots.keys()
        if (!roots.has(hourRoot) && roots.size >= mostRoots && oldest !== undefined) roots.delete(oldest)
        roots.set(hourRoot, root)
      })
      last = turn.catch(() => undefined)
      await turn
    },
  }
}

/** Returns the root with the vote of the member, after its facts were stored if they had to be. */
async function counted(known: Root | undefined, { signer, facts }: Submitted, store: StoreFacts): Promise<Root> {
  const bySigner = new Map([...(known?.bySigner ?? []), [signer, facts]])
  if (known === undefined) return { bySigner, stored: (await store('first')) ? facts : null }
  const votesFor = (some: string | null) => [...bySigner.values()].filter((it) => it === some).length
  if (known.stored === facts || votesFor(facts) < leastVotes || votesFor(facts) <= votesFor(known.stored)) return { ...known, bySigner }
  await store('replace')
  return { bySigner, stored: facts }
}

/** Two roots that one member signed for one subject and hour. Anyone can have it slashed for that. */
export type DoubleSignature = DoubleSignaturesWire['items'][number]

/** Collects pairs of contradicting signatures, so that a validator can submit them to the chain. */
export type DoubleBoard = {
  list(): DoubleSignature[]
  /** Stores the first pair of a member, subject and hour. A further pair would slash nothing more. */
  note(double: DoubleSignature): void
}

/** Maximum number of stored pairs. A full board drops its oldest one. */
const mostDoubles = 256

/** Creates an empty board in memory. The signatures of both roots must have been checked. */
export function createDoubleBoard(): DoubleBoard {
  const kept = new Map<string, DoubleSignature>()
  return {
    list: () => [...kept.values()],
    note(double) {
      const key = [double.subject, double.epoch, double.signer].join(' ')
      if (kept.has(key)) return
      const [oldest] = kept.keys()
      if (kept.size >= mostDoubles && oldest !== undefined) kept.delete(oldest)
      kept.set(key, double)
    },
  }
}

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
