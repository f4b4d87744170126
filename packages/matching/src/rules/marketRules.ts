/** Orders leave the book this long before their expiry, so that a settle still fits in. */
export const expiryMarginSeconds = 30n

/** A match keeps the calendar free for every start from now to this much later. */
export const startSlackSeconds = 120n

/** Wall-clock life of a hold. */
export const holdLifetimeMs = 300_000

/** A funded hold sets aside the price of this many seconds. */
export const holdPriceSeconds = 3600n

/** Funded holds an account may place in any hour. */
export const fundedHoldsPerHour = 3

/** Unfunded holds an account may have at one time: they cost it nothing, so their number is bounded. */
export const unfundedHoldsAtOnce = 10

/** One hour of wall-clock time. */
export const hourMs = 3_600_000

/** An account whose settle failed by its own fault cannot rest orders for this long. */
export const restrictionMs = 86_400_000

/** A bid may be signed for at most this long. */
export const longestBidSeconds = 7n * 86_400n

/** A lease ends at most this long after now. */
export const longestLeaseSeconds = 28n * 86_400n

/** Most GPUs a bid may ask for: its lane counts to 254, 255 means cancelled. */
export const mostBidGpus = 254

/** From this version of the rules on bids rest: ADR 26. */
export const restingVersion = 4

/** Resting bids, and open asks, that one account may have. */
export const mostRestingBids = 1_000
export const mostOpenAsks = 10_000

/** From this version of the rules on a replaced ask is known only while it is held, and a node has so many open asks at most: ADR 38. */
export const boundedVersion = 5
export const mostOpenAsksOfNode = 100

/** From this version of the rules on whole bids take several slices of one ask: docs/matching.md, ADR 190. */
export const manySlicesVersion = 6

/** From this version of the rules on the journal names the snapshots of its book: ADR 198. */
export const namedSnapshotsVersion = 7

/** From this version of the rules on waiting bids of an account pause when its bids made machines unavailable for nothing: ADR 200. */
export const pausingVersion = 8

/** Such a strike is free when the account had no other within this time before it. */
export const strikeWindowMs = 3_600_000

/** The first pause lasts this long, each further one twice as long, up to the longest. */
export const firstPauseMs = 3_600_000
export const longestPauseMs = 21_600_000

/** Strikes are forgotten when an account had no further one for this long. */
export const strikeMemoryMs = 86_400_000

/** From this version of the rules on a hold that a bid used does not count against the hourly limit: ADR 209. */
export const freeUsedHoldsVersion = 9

/** The newest version of the rules that this code knows. */
export const newestVersion = 9

/** Most seconds of notice an ask may want. */
export const longestNoticeSeconds = 86_400n

/** Starts of a forward window that a cluster tries at most: three days of full hours. */
export const mostClusterStarts = 72

/** Matches made after one command at most; the rest is for the next. */
export const mostMatchesAtOnce = 1_000

/** Room for numbers of matches of one command in a match id. */
export const matchIdsPerCommand = 65_536

/** What is over is kept this long for answers and for reversals by the chain. */
export const memorySeconds = 86_400n
