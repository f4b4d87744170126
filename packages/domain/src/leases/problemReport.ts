/** Kinds of problems that a renter can report. */
export const problemKinds = ['gpu', 'speed', 'network', 'disk', 'access', 'other'] as const
export type ProblemKind = (typeof problemKinds)[number]

/** The state of a report: sent, answered by the provider, or closed by the renter. */
export const reportStates = ['open', 'answered', 'closed'] as const
export type ReportState = (typeof reportStates)[number]

/**
 * Limits of a problem report: the most characters of its text (or of an answer) and of its log, the most attached files, and the most open reports about one
 * lease.
 */
export const reportLimits = { text: 4_000, log: 20_000, artefacts: 4, open: 10 } as const

/** Returns the state of a problem report. `answeredAt` and `closedAt` are in Unix seconds, or null if that has not happened. Pure. */
export function reportStateOf({ answeredAt, closedAt }: { readonly answeredAt: number | null; readonly closedAt: number | null }): ReportState {
  if (closedAt !== null) return 'closed'
  return answeredAt === null ? 'open' : 'answered'
}
