/**
 * Limits from which a service is called slow, in seconds, blocks or rows. The shipped alerts use
 * the same numbers (a test compares), so that the status page and the alerts agree.
 */
export const houseLimits = {
  /**
   * Matcher, follower and senders write a sign of life every 2 s. With the delays of reading and of
   * the page, a person sees a failure within 10 s.
   */
  seenSeconds: 6,
  commandSeconds: 5,
  followerSeconds: 30,
  unsettledSeconds: 60,
  relaySeconds: 30,
  openTransactionSeconds: 120,
  journalTailRows: 1_000,
} as const
