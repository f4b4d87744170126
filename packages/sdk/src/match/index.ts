/** Settles matches from the public journal with the caller's own key. Needs only the API's journal and an RPC node. */
export { isPassing } from '../transport/refusal.ts'
export { independentMatcher, type IndependentMatching, settleMatch, type SettleOutcome, type TriedMatch } from './independentMatcher.ts'
export { type OpenMatch, openMatches, readMatchChain } from './openMatches.ts'
export { openPublicBook, type PublicBook } from './publicBook.ts'
