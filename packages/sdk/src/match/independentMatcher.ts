import { type ChainAddresses, directoryAbi, marketAbi, settleBatchCall, settleCall, settleGroupCall } from '@infinitio/chain'
import type { Address, ErrorCode, TxHash } from '@infinitio/domain'
import { parseEventLogs } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type CallSending, sendContractCall, tryContractCall } from '../chain/sendContractCall.ts'
import { type OpenMatch, openMatches } from './openMatches.ts'
import type { PublicBook } from './publicBook.ts'

/** A match that this matcher tried to settle, and the outcome. */
export type TriedMatch = { readonly match: OpenMatch; readonly outcome: SettleOutcome }

/**
 * The account that settles matches, its signer and the sources. For `patienceSeconds` after the program found a match, it leaves the match to the market's own
 * engine.
 */
export type IndependentMatching = Omit<CallSending, 'onSent' | 'leastGas'> & {
  readonly access: ExitAccess
  readonly addresses: Pick<ChainAddresses, 'market' | 'directory'>
  readonly book: PublicBook
  readonly patienceSeconds: bigint
  readonly onTried: (tried: TriedMatch) => void
}

/**
 * Seconds to wait before a match is tried again. After a settlement, the journal should show by then that the match is settled. After a rejection, the
 * contract's reason may no longer apply by then.
 */
const restSeconds = { settled: 120n, refused: 30n }

/**
 * Creates a matcher that settles matches (pairs of an ask and a bid) which this account may settle. Each call of `turn` reads new rows of the journal, sends
 * every match that has waited for `patienceSeconds` to the Market contract, and returns the number of waiting matches. Call it repeatedly. If another account
 * settled a match first, the contract rejects the match, and the journal soon shows it as settled.
 */
export function independentMatcher({ access, addresses, book, patienceSeconds, onTried, account, send }: IndependentMatching): {
  turn(): Promise<number>
} {
  /** For each waiting match (of an ask and a bid), the earliest time to try it, in Unix seconds. The key is the match's name (`nameOf`). */
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

/** The outcome of a match: settled by this program's transaction, rejected before sending (`txHash` null), or rejected in a block. */
export type SettleOutcome =
  | { readonly settled: true; readonly txHash: TxHash; readonly leaseIds: readonly bigint[] }
  | { readonly settled: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

/** Gas that a transaction with several matches costs in addition to the matches themselves. */
const batchGas = 100_000n

/**
 * Settles a match: sends both signed orders to the Market, which checks them in the same way as orders from the market's own engine. Throws the codes of
 * `sendContractCall`. The Market rejects a match that is already settled (`order.lane_overfilled`), so nothing settles twice.
 */
export async function settleMatch(
  access: ExitAccess,
  match: OpenMatch,
  { addresses, ...sending }: CallSending & { addresses: Pick<ChainAddresses, 'market' | 'directory'> },
): Promise<SettleOutcome> {
  const { market } = addresses
  const { items, isGroup } = match
  const leastGas = isGroup ? await tryGroup(access, match, { addresses, account: sending.account }) : 0n
  if (typeof leastGas !== 'bigint') return { settled: false, txHash: null, code: leastGas.code }
  const call = isGroup ? settleBatchCall({ market, items }) : settleCall({ market, item: items[0] })
  const outcome = await sendContractCall(access, call, { ...sending, leastGas })
  if (!outcome.done) return { settled: false, txHash: outcome.txHash, code: outcome.code }
  const leases = parseEventLogs({ abi: marketAbi, eventName: 'Settled', logs: outcome.receipt.logs })
  // The transaction succeeds even if the contract skips every match in it, so the opened leases are counted.
  if (leases.length !== items.length) return { settled: false, txHash: outcome.txHash, code: 'order.settle_failed' }
  return { settled: true, txHash: outcome.txHash, leaseIds: leases.map(({ args }) => args.leaseId) }
}

/**
 * Simulates matches that settle together or not at all. Returns the gas that they need, or the reason why the contract rejects them. The simulation is needed
 * for the reason, because the transaction itself would not report one.
 */
async function tryGroup(
  access: ExitAccess,
  { items }: OpenMatch,
  { addresses: { market, directory }, account }: { addresses: Pick<ChainAddresses, 'market' | 'directory'>; account: Address },
): Promise<bigint | { code: ErrorCode }> {
  const asked = { address: directory, abi: directoryAbi, functionName: 'settleContext', args: [account] } as const
  const [registry, feeBps, senderIsEngine] = await askRpc(access, () => readContract(access.client, asked))
  const context = { sender: account, registry: registry.toLowerCase() as Address, feeBps, senderIsEngine }
  const gas = await tryContractCall(access, { account: market, call: settleGroupCall({ market, context, items }) })
  return typeof gas === 'bigint' ? gas + batchGas : gas
}
