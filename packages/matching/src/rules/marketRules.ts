import { horizonSeconds } from '@infinitio/domain'

/** Orders leave the book this many seconds before their expiry, so that there is enough time for a settle. */
export const expiryMarginSeconds = 30n

/** Seconds of slack for the start of a lease. A match reserves its hours for every start within this time, because a settle takes time. */
export const startSlackSeconds = 120n

/** Lifetime of a hold (reservation) by the wall clock, in milliseconds. */
export const holdLifetimeMs = 300_000

/** A funded hold reserves the price of this many seconds. */
export const holdPriceSeconds = 3600n

/** The largest number of funded holds (reservations of a machine and money) of an account in any hour, not counting those that a bid used. */
export const fundedHoldsPerHour = 3

/** The largest number of unfunded holds of an account at one time. They are free of charge, so they need a limit. */
export const unfundedHoldsAtOnce = 10

/** One hour of wall-clock time, in milliseconds. */
export const hourMs = 3_600_000

/** After a failed settle that was the account's own fault, its orders cannot rest for this many milliseconds. */
export const restrictionMs = 86_400_000

/** The longest validity of a bid, in seconds. */
export const longestBidSeconds = 7n * 86_400n

/** The longest duration of a lease, and the longest time from now until a lease may end, both in seconds. */
export const longestLeaseSeconds = /* @__PURE__ */ BigInt(horizonSeconds)

/** The first version of the rules in which bids may rest (ADR 26). */
export const restingVersion = 4

/** The largest number of resting bids of one account. The next constant limits its open asks. */
export const mostRestingBids = 1_000
export const mostOpenAsks = 10_000

/** The first version of the rules that forgets a replaced ask without a hold (reservation), and limits the open asks of a node (ADR 26). */
export const boundedVersion = 5
export const mostOpenAsksOfNode = 100

/** The first version of the rules in which a whole bid can take several slices (leases) of one ask (docs/matching.md, ADR 26). */
export const manySlicesVersion = 6

/** The first version of the rules in which the journal names the snapshots of its book (ADR 31). */
export const namedSnapshotsVersion = 7

/** The first version of the rules that pauses the waiting bids of an account whose bids blocked machines for nothing (ADR 26). */
export const pausingVersion = 8

/**
 * An isolated strike has no consequence. A strike (a bid of the account blocked a machine for nothing) pauses the account's resting bids only if the account's
 * last strike was less than this many milliseconds before.
 */
export const strikeWindowMs = 3_600_000

/** Length of the first pause in milliseconds. Each later pause is twice as long as the previous one, up to the longest pause. */
export const firstPauseMs = 3_600_000
export const longestPauseMs = 21_600_000

/** The book forgets the strikes (bids that blocked a machine for nothing) of an account that had no new strike for this many milliseconds. */
export const strikeMemoryMs = 86_400_000

/** The first version of the rules in which a hold (reservation) that a bid used does not count against the hourly limit (ADR 26). */
export const freeUsedHoldsVersion = 9

/** The newest version of the rules that this code knows. Journals from version 10 on contain `NodeGpusLost` (ADR 26). */
export const newestVersion = 10

/** The largest notice of an ask, in seconds. */
export const longestNoticeSeconds = 86_400n

/** The largest number of starts that a cluster tries in a forward window: three days of full hours. */
export const mostClusterStarts = 72

/** The largest number of matches after one command. If more are possible, the next command makes them. */
export const mostMatchesAtOnce = 1_000

/** The number of ids for matches (of asks and bids) that are reserved for each command. */
export const matchIdsPerCommand = 65_536

/** Seconds for which the book remembers finished records, to answer questions and to undo blocks that the chain drops. */
export const memorySeconds = 86_400n
