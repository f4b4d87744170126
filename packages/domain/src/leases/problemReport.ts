/** Kinds of problems that a renter can report. */
export const problemKinds = ['gpu', 'speed', 'network', 'disk', 'access', 'other'] as const
export type ProblemKind = (typeof problemKinds)[number]

/** The state of a report: sent, answered by the provider, or closed by the renter. */
export const reportStates = ['open', 'answered', 'closed'] as const
export type ReportState = (typeof reportStates)[number]

/** Limits of a report: characters of its text, of an answer and of its log, attached files, and open reports of one lease. */
export const reportLimits = { text: 4_000, log: 20_000, artefacts: 4, open: 10 } as const

/** Returns the state of a problem report. Both times are in Unix seconds, or null if it was not answered or not closed. Pure. */
export function reportStateOf({ answeredAt, closedAt }: { readonly answeredAt: number | null; readonly closedAt: number | null }): ReportState {
  if (closedAt !== null) return 'closed'
  return answeredAt === null ? 'open' : 'answered'
}
