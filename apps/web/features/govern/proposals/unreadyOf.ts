import type { Draft } from '#web/features/govern/proposals/actDraft.ts'

/** The reason why a proposal cannot be signed yet: nothing would change, a field of a change is wrong or empty, the text is not whole, or its check is open. */
export type Unready = 'unchanged' | 'change' | 'text' | 'check'

/** Returns the first reason why a proposal cannot be signed yet, from the top of the form to its end. Null if it can be signed. */
export function unreadyOf({
  draft,
  text,
  mayPropose,
}: {
  readonly draft: Draft
  readonly text: string
  readonly mayPropose: boolean
}): Unready | null {
  if (draft.calls === null) return draft.lines.length === 0 ? 'unchanged' : 'change'
  if (text === '') return 'text'
  return mayPropose ? null : 'check'
}
