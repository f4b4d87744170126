import type { DoubleSignaturesWire, RootsWire, SignedRoot } from '@infinitio/domain/wire'
/** The data about machines that one validator submitted, as one hash (`facts`). `hourRoot` combines the hour and the Merkle root that the validator signed. */
type Submitted = { readonly hourRoot: string; readonly signer: string; readonly facts: string }

/**
 * Stores submitted data about machines in the database. `first` stores it only if nothing is stored for this hour and root; `replace` always stores it.
 * Resolves to true if it was stored. If the promise rejects, the board does not count the submission, so the validator can submit again.
 */
type StoreFacts = (how: 'first' | 'replace') => Promise<boolean>

/**
 * Counts how many validators submitted the same data about machines (facts) for a Merkle root. Different data can have the same root, because the root covers
 * only values that are calculated from the data. So a submission by one validator proves nothing.
 */
export type FactsBoard = {
  /** Returns true if this submission equals the newest one of the same validator for this hour and root. */
  has(submitted: Submitted): boolean
  /**
   * Counts how many validators submitted the same data about machines (facts). Stores the facts if they are the first for this hour and root, or if at least
   * two validators, and more than for the stored facts, submitted them. Calls run one after the other, so each one sees the result of all calls before it.
   * Rejects with the error of `store`.
   */
  submit(submitted: Submitted, store: StoreFacts): Promise<void>
}

/**
 * The data about machines that validators submitted for one hour and root. `bySigner` maps each validator to the hash of its data. `stored` is the hash of the
 * stored data, or null if the board does not know it, as after a restart.
 */
type Root = { readonly bySigner: ReadonlyMap<string, string>; readonly stored: string | null }

/**
 * At least this many validators must submit the same data before it replaces other stored data. Each validator has one vote, which its next submission
 * replaces.
 */
const leastVotes = 2

/** Maximum number of Merkle roots for which votes are counted. The validators usually sign one root per hour, but some may sign another one. */
const mostRoots = 256

/**
 * Creates an empty board, which counts in memory which data about machines (facts) the validators submit. After a restart, validators submit again the data of
 * hours that are not attested yet.
 */
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

/**
 * Adds the facts that a validator submitted to those that others submitted for the same root, and returns all of them. Before it returns, stores the submitted
 * facts in two cases: if they are the first for the root, or if at least two validators, and more than for the stored facts, have submitted them.
 */
async function counted(known: Root | undefined, { signer, facts }: Submitted, store: StoreFacts): Promise<Root> {
  const bySigner = new Map([...(known?.bySigner ?? []), [signer, facts]])
  if (known === undefined) return { bySigner, stored: (await store('first')) ? facts : null }
  const votesFor = (some: string | null) => [...bySigner.values()].filter((it) => it === some).length
  if (known.stored === facts || votesFor(facts) < leastVotes || votesFor(facts) <= votesFor(known.stored)) return { ...known, bySigner }
  await store('replace')
  return { bySigner, stored: facts }
}

/**
 * Two different roots that one validator signed for the same list (`subject`, such as closed leases) and hour. With both signatures, anyone can have the
 * validator slashed.
 */
export type DoubleSignature = DoubleSignaturesWire['items'][number]

/** Collects pairs of contradicting signatures. Validators read them from here and submit them to the chain. */
export type DoubleBoard = {
  list(): DoubleSignature[]
  /**
   * Stores a pair of contradicting signatures, unless the board already has a pair of this validator for the same list (`subject`) and hour. A second pair
   * would not lead to another slash.
   */
  note(double: DoubleSignature): void
}

/** Maximum number of stored pairs of contradicting signatures. A full board drops its oldest pair. */
const mostDoubles = 256

/** Creates an empty board, which stores pairs of contradicting signatures in memory. The caller must have checked the signatures of both roots. */
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

/** Collects the signatures of validators under the Merkle roots of each hour, until there are enough to publish a root. */
export type RootBoard = {
  /** Lists the signatures for the hour `from` and for all later hours. An hour is Unix time divided by 3,600. */
  list(from: number): Signed[]
  /**
   * Stores a validator's signature and returns it. If the validator already signed another root for the same list (`subject`, such as closed leases) and hour,
   * stores nothing and returns that earlier signature.
   */
  keep(root: SignedRoot): Signed
}

/** Maximum number of stored signatures: one per validator, list (`subject`) and hour. A full board drops its oldest signature. */
const mostSignatures = 8_192

/**
 * Creates an empty board, which stores validators' signatures of Merkle roots in memory. After a restart, validators notice that their signatures are missing
 * and submit them again.
 */
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
