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

/** Times in Unix seconds: `at` is the time at which the epoch of a root began. */
type RootTimes = { readonly at: number; readonly now: number }

/** Collects the signatures of validators under the Merkle roots of each epoch, until there are enough to publish a root. */
export type RootBoard = {
  /** Lists the signatures for epochs that began in the 25 hours before `now` (Unix seconds). */
  list(now: number): Signed[]
  /**
   * Stores a validator's signature and returns it. If the validator already signed another root for the same list (`subject`, such as closed leases) and epoch,
   * stores nothing and returns that earlier signature. Returns null if the board has no room for another signature of this validator.
   */
  keep(root: SignedRoot, times: RootTimes): Signed | null
  /** Returns true if `keep` would store this signature at the time `now`, or has stored it. */
  takes(root: SignedRoot, times: Pick<RootTimes, 'now'>): boolean
}

/** The contract accepts no root that is older than a day, counted in whole epochs of at most an hour. */
const keptRootSeconds = 25 * 3_600
/**
 * Maximum number of stored signatures of one validator. An honest validator signs about 110 roots in a day, and each again if the set changes. A validator that
 * signs a root for every minute uses up its own room only. Nothing is dropped for it, because its signatures may be evidence against it.
 */
const mostOfSigner = 256
/** Maximum number of stored signatures, enough for the 64 members of a set. A full board drops its oldest signature. */
const mostSignatures = 64 * mostOfSigner

/**
 * Creates an empty board, which stores validators' signatures of Merkle roots in memory. After a restart, validators notice that their signatures are missing
 * and submit them again.
 */
export function createRootBoard(): RootBoard {
  const kept = new Map<string, { readonly item: Signed; readonly at: number }>()
  const placeOf = ({ signed, ...root }: SignedRoot, now: number) => {
    for (const [key, it] of kept) if (it.at < now - keptRootSeconds) kept.delete(key)
    const item = { ...root, ...signed }
    const own = [...kept.values()].filter((it) => it.item.signer === item.signer)
    const other = own.find(({ item: it }) => it.subject === item.subject && it.epoch === item.epoch && it.root !== item.root)
    const key = [item.subject, item.epoch, item.setHash, item.signer].join(' ')
    return { item, key, other, hasRoom: kept.has(key) || own.length < mostOfSigner }
  }
  return {
    list: (now) => [...kept.values()].flatMap(({ item, at }) => (at >= now - keptRootSeconds ? [item] : [])),
    takes(root, { now }) {
      const { other, hasRoom } = placeOf(root, now)
      return other === undefined && hasRoom
    },
    keep(root, { at, now }) {
      const { item, key, other, hasRoom } = placeOf(root, now)
      if (other !== undefined) return other.item
      if (!hasRoom) return null
      const [oldest] = kept.keys()
      if (!kept.has(key) && kept.size >= mostSignatures && oldest !== undefined) kept.delete(oldest)
      kept.set(key, { item, at })
      return item
    },
  }
}
