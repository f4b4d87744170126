import type { ChainAddresses } from '@infinitio/chain'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { CallSending } from '../chain/sendContractCall.ts'
import { type OpenMatch, openMatches } from './openMatches.ts'
import type { PublicBook } from './publicBook.ts'
import { type SettleOutcome, settleMatch } from './settleMatch.ts'

/** A match that was tried, and what became of it. */
export type TriedMatch = { readonly match: OpenMatch; readonly outcome: SettleOutcome }

/** Whose key settles what. `patienceSeconds`: how long after it was first seen a match is left to the market's own engine. */
export type IndependentMatching = Omit<CallSending, 'onSent' | 'leastGas'> & {
  readonly access: ExitAccess
  readonly addresses: Pick<ChainAddresses, 'market' | 'directory'>
  readonly book: PublicBook
  readonly patienceSeconds: bigint
  readonly onTried: (tried: TriedMatch) => void
}

/** After a settle until the journal must have told of it, and after a refusal until something may have changed. */
const restSeconds = { settled: 120n, refused: 30n }

/**
 * Settles what anybody may settle and nobody has: reads the journal on, and sends each match that waits to the Market. What somebody else settled first the
 * contract refuses, and the journal tells of it soon. `turn` is to be called again and again; it returns how many matches still wait.
 */
export function independentMatcher({ access, addresses, book, patienceSeconds, onTried, account, send }: IndependentMatching): {
  turn(): Promise<number>
} {
  /** From when on each match that waits is tried. */
  const dueAt = new Map<string, bigint>()
  return {
    async turn() {
      const waiting = openMatches(await book.readOn(), { account })
      const names = new Set(waiting.map(nameOf))
      for (const name of dueAt.keys()) if (!names.has(name)) dueAt.delete(name)
      for (const match of waiting) {
        const name = nameOf(match)
        const at = dueAt.get(name) ?? access.nowSeconds() + patienceSeconds
        dueAt.set(name, at)
        if (at > access.nowSeconds()) continue
        const outcome = await settleMatch(access, match, { addresses, account, send, onSent: () => undefined })
        dueAt.set(name, access.nowSeconds() + (outcome.settled ? restSeconds.settled : restSeconds.refused))
        onTried({ match, outcome })
      }
      return waiting.length
    },
  }
}

function nameOf({ matchIds }: OpenMatch): string {
  return matchIds.join('+')
}
