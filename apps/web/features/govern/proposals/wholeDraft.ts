import type { Draft, ProposalKind, Typed } from '#web/features/govern/proposals/actDraft.ts'

/** A change in the list of a proposal. Its draft has no calls if the change became invalid after it was added, for example because a parameter changed. */
export type AddedAct = { readonly kind: ProposalKind; readonly draft: Draft }

/** The most calls of one proposal. The API does not simulate a longer list. */
export const mostCalls = 10

/** The fields that are choices, and so have a value before the user typed anything. */
const choices = ['kind', 'parameter', 'source', 'contract', 'category', 'forClass', 'forRegion', 'class']

/**
 * Returns the whole proposal: the changes in the list in their order, then the change in the form's fields. If the list has changes, empty fields add nothing.
 * If the change in the fields is incomplete, the proposal has no calls, so that the user cannot sign it without that change.
 */
export function wholeDraft(added: readonly AddedAct[], { draft, typed }: { readonly draft: Draft; readonly typed: Typed }): Draft {
  if (added.length === 0) return draft
  const drafts: readonly Draft[] = hasBegun(draft, typed) ? [...added.map((one) => one.draft), draft] : added.map((one) => one.draft)
  const lines = drafts.flatMap((one, at) => one.lines.map((line) => ({ ...line, name: `${at + 1}. ${line.name}` })))
  const calls = drafts.flatMap((one) => one.calls ?? [])
  const isWhole = drafts.every((one) => one.calls !== null) && calls.length <= mostCalls
  return { calls: isWhole ? calls : null, lines }
}

function hasBegun({ calls, lines }: Draft, typed: Typed): boolean {
  return calls !== null || lines.length > 0 || Object.entries(typed).some(([field, text]) => !choices.includes(field) && text.trim() !== '')
}

/** Returns `added` with the change in the form fields at its end, or null if that change is incomplete or the proposal would have too many calls. */
export function withAct(added: readonly AddedAct[], { kind, draft }: { readonly kind: ProposalKind; readonly draft: Draft }): AddedAct[] | null {
  if (draft.calls === null) return null
  const count = added.reduce((sum, one) => sum + (one.draft.calls?.length ?? 0), draft.calls.length)
  return count > mostCalls ? null : [...added, { kind, draft }]
}
