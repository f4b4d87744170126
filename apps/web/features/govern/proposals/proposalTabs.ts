import type { ProposalWire } from '@infinitio/domain/wire'
import type { ProposalFilter } from '#web/parts/govern/governQueries.ts'

/** The tabs of the list of proposals. `mine` is shown only to a signed-in account and lists the proposals that need its vote. */
export const proposalTabs = ['all', 'mine', 'voting', 'waiting', 'passed', 'executed', 'ended'] as const
export type ProposalTab = (typeof proposalTabs)[number]

/** Returns the API's filter for the proposals of a tab that contain the search text. */
export function filterOf({ tab, text, account }: { tab: ProposalTab; text: string; account: string | null }): ProposalFilter {
  const state = tab === 'all' ? undefined : tab === 'mine' ? 'voting' : tab
  return {
    ...(state !== undefined && { state }),
    ...(text.trim() !== '' && { text: text.trim().slice(0, 100) }),
    ...(account !== null && { account }),
  }
}

/** Returns true if the vote is open and the account of the list has votes but has not voted yet. */
export function needsVote({ state, own }: Pick<ProposalWire, 'state' | 'own'>): boolean {
  return state === 'active' && own !== null && own.support === null && own.votes !== '0'
}
