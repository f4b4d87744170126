/**
 * If a measured value is above its limit here, the service counts as slow. Limits are in seconds or rows. The alert rules that we ship use the same numbers, so
 * that the status page and the alerts agree; a test compares them.
 */
export const deploymentLimits = {
  /** Matcher, follower and senders write a heartbeat every 2 s. */
  seenSeconds: 6,
  commandSeconds: 5,
  followerSeconds: 30,
  unsettledSeconds: 60,
  relaySeconds: 30,
  openTransactionSeconds: 120,
  journalTailRows: 1_000,
} as const
