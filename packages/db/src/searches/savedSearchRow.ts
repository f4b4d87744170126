/** A search that an account keeps: the query as canonical JSON, and what it found when it was last looked at; null when that was too much to keep. */
export type SavedSearchRow = {
  readonly searchId: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  readonly seenAt: Date
  readonly alerts: boolean
}
