/**
 * Limits above which a service counts as slow, in seconds, blocks or rows. The alert rules that we ship use the same numbers, so that the status page and the
 * alerts agree. A test compares them.
 */
export const deploymentLimits = {
  /**
   * Matcher, follower and senders write a heartbeat every 2 s. The limit leaves time to read it and to update the page, so that a person sees a failure within
   * 10 s.
   */
  seenSeconds: 6,
  commandSeconds: 5,
  followerSeconds: 30,
  unsettledSeconds: 60,
  relaySeconds: 30,
  openTransactionSeconds: 120,
  journalTailRows: 1_000,
} as const
