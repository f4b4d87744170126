import { type ChainAddresses, readAddresses, type SettleItem } from '@infinitio/chain'
import { type Address, anyoneExecutor, type MatchId, type OrderHash, pieceRelayFee, type PTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Book } from '@infinitio/matching'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { readChainId } from '../chain/readChainId.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * A match (an ask and a bid that the matcher put together) that is not settled yet, or several that settle together or not at all. `matchIds` and `items` have
 * the same order.
 */
export type OpenMatch = {
  readonly matchIds: readonly MatchId[]
  readonly bidHash: OrderHash
  readonly items: readonly [SettleItem, ...SettleItem[]]
  readonly isGroup: boolean
}

type BookMatch = NonNullable<ReturnType<Book['matches']['get']>>

/** Returns the unsettled matches, oldest first, that this account may settle. Their orders must allow this account or anyone as the executor. */
export function openMatches(book: Book, { account }: { account: Address }): OpenMatch[] {
  const found: OpenMatch[] = []
  for (const matches of Map.groupBy(book.matches.values(), ({ group, matchId }) => group ?? matchId).values()) {
    if (matches.some(({ state }) => state !== 'unsettled')) continue
    const [first, ...others] = matches.map((match) => itemOf(book, match))
    const items = first === undefined ? [] : [first, ...others]
    const maySettle = items.every(
      (item) => item !== null && [item.ask, item.bid].every(({ executor }) => executor === anyoneExecutor || executor === account),
    )
    const [match] = matches
    if (!maySettle || match === undefined) continue
    found.push({
      matchIds: matches.map(({ matchId }) => matchId),
      bidHash: match.bidHash,
      items: items as [SettleItem, ...SettleItem[]],
      isGroup: match.group !== null,
    })
  }
  return found
}

/** Returns the contract's arguments to settle a match, or null if the order book no longer has the bid or the ask of the match. */
function itemOf(book: Book, { placedAsk: ask, bidHash, gpus, start }: BookMatch): SettleItem | null {
  const bid = book.bids.get(bidHash)?.placed
  if (ask === null || bid === undefined) return null
  const { mandate, mandateSignature } = ask
  return {
    ask: ask.ask,
    askSignature: ask.signature as `0x${string}`,
    bid: bid.bid,
    bidSignature: bid.signature as `0x${string}`,
    mandate: mandate === undefined ? null : { mandate, signature: (mandateSignature ?? '0x') as `0x${string}` },
    gpus,
    start: unixSeconds(start),
    relayFee: least(book.relayFee, pieceRelayFee(bid.bid, gpus)),
  }
}

function least(one: PTokenUnits, other: PTokenUnits): PTokenUnits {
  return one < other ? one : other
}

/**
 * Returns the chain id of an RPC node and the addresses in its Directory. Throws `chain.rpc_silent`, and
 * `chain.directory_unknown` without a Directory.
 */
export async function readMatchChain(access: ExitAccess, directory: Address): Promise<{ chainId: number; addresses: ChainAddresses }> {
  const chainId = await readChainId(access)
  try {
    return { chainId, addresses: await askRpc(access, () => readAddresses(access.client, directory)) }
  } catch (error) {
    if (error instanceof InfinitioError) throw error
    throw refusal('chain.directory_unknown', { detail: directory })
  }
}
