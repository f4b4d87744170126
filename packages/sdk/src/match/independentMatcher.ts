import type { ChainAddresses } from '@infinitio/chain'
import type { ExitAccess } from '../chain/exitAccess.ts'
import type { CallSending } from '../chain/sendContractCall.ts'
import { type OpenMatch, openMatches } from './openMatches.ts'
import type { PublicBook } from './publicBook.ts'
import { type SettleOutcome, settleMatch } from './settleMatch.ts'

/** A match that was tried, and its outcome. */
export type TriedMatch = { readonly match: OpenMatch; readonly outcome: SettleOutcome }

/** The settling account and its signer. `patienceSeconds` is how long a new match is left to the market's engine. */
export type IndependentMatching = Omit<CallSending, 'onSent' | 'leastGas'> & {
  readonly access: ExitAccess
  readonly addresses: Pick<ChainAddresses, 'market' | 'directory'>
  readonly book: PublicBook
  readonly patienceSeconds: bigint
  readonly onTried: (tried: TriedMatch) => void
}

/**
 * Pause after a settlement, until the journal must contain it, and after a rejection, until something may have
 * changed.
 */
const restSeconds = { settled: 120n, refused: 30n }

/**
 * Settles open matches that anyone may settle: reads the journal and sends each waiting match to the Market. The
 * contract rejects a match that another account settled first, and the journal soon removes it. Call `turn`
 * repeatedly; it returns the number of waiting matches.
 */
export function independentMatcher({ access, addresses, book, patienceSeconds, onTried, account, send }: IndependentMatching): {
  turn(): Promise<number>
} {
  /** The earliest time to try each waiting match. */
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
