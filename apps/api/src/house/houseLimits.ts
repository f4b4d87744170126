/**
 * From where on a part of the house is called slow, in seconds, blocks or rows. The shipped alerts use the same numbers (a test
 * compares), so that the status page and whoever is woken agree.
 */
export const houseLimits = {
  /** Matcher, follower and senders say every 2 s that they are alive; with the reading and the page after it, a person knows within 10 s. */
  seenSeconds: 6,
  commandSeconds: 5,
  followerSeconds: 30,
  unsettledSeconds: 60,
  relaySeconds: 30,
  openTransactionSeconds: 120,
  journalTailRows: 1_000,
} as const
