/** Settling what anybody may settle, from the public journal and with a key of one's own. Needs nothing but the API's journal and an RPC. */
export { isPassing } from '../transport/refusal.ts'
export { type IndependentMatching, independentMatcher, type TriedMatch } from './independentMatcher.ts'
export { type OpenMatch, openMatches, readMatchChain } from './openMatches.ts'
export { openPublicBook, type PublicBook } from './publicBook.ts'
export { type SettleOutcome, settleMatch } from './settleMatch.ts'
