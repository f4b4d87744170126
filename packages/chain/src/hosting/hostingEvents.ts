import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, encodeAbiParameters, type GetLogsReturnType, type Hex, keccak256, parseAbiParameters } from 'viem'
import { getLogs } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { hostingPoolAbi } from '../generated/hostingPoolAbi.ts'

/**
 * One event of the hosting pool. Amounts are PToken base units, and days are those of the pool. `shares` has 40 bytes for each share: programme (8), account
 * (20), amount (12).
 */
export type HostingEvent =
  | {
      readonly name: 'sponsored'
      readonly programme: bigint
      readonly sponsor: Address
      readonly perDay: bigint
      readonly firstDay: bigint
      readonly model: string
    }
  | { readonly name: 'published'; readonly day: bigint; readonly root: Hex32; readonly shares: Hex }
  | { readonly name: 'assigned'; readonly programme: bigint; readonly day: bigint; readonly amount: bigint }
  | { readonly name: 'claimed'; readonly programme: bigint; readonly day: bigint; readonly account: Address; readonly amount: bigint }
  | { readonly name: 'returned'; readonly programme: bigint; readonly amount: bigint }

const events = hostingPoolAbi.filter((item) => item.type === 'event')
type Log = GetLogsReturnType<undefined, typeof events, true>[number]

/** Reads the events of the hosting pool in a range of blocks (both ends included), in the chain's sequence. Throws viem's errors. */
export async function readHostingEvents(
  client: Client,
  { pool, ...range }: { readonly pool: Address; readonly fromBlock: bigint; readonly toBlock: bigint },
): Promise<HostingEvent[]> {
  return (await getLogs(client, { address: pool, events, strict: true, ...range })).map(eventOf)
}

function eventOf(log: Log): HostingEvent {
  switch (log.eventName) {
    case 'ProgrammeSponsored': {
      const { programme, sponsor, perDay, firstDay, model } = log.args
      return { name: 'sponsored', programme, sponsor: address(sponsor.toLowerCase()), perDay, firstDay, model }
    }
    case 'HostingPublished':
      return { name: 'published', day: BigInt(log.args.day), root: hex32(log.args.root), shares: log.args.shares }
    case 'BudgetAssigned':
      return { name: 'assigned', programme: log.args.programme, day: BigInt(log.args.day), amount: log.args.amount }
    case 'ShareClaimed': {
      const { programme, day, account, amount } = log.args
      return { name: 'claimed', programme, day: BigInt(day), account: address(account.toLowerCase()), amount }
    }
    case 'ProgrammeReturned':
      return { name: 'returned', programme: log.args.programme, amount: log.args.amount }
  }
}

const statementTypes = parseAbiParameters('bytes32 subject, uint256 chainId, address pool, uint40 day, bytes32 root, bytes32 shares')

/**
 * Returns the statement that validators sign under the subject (topic) "hosting" for a day of the pool. The statement is valid only for this chain, pool,
 * Merkle root and these shares. The contract's `statementOf` returns the same.
 */
export function hostingStatement({
  chainId,
  pool,
  day,
  root,
  shares,
}: {
  readonly chainId: number
  readonly pool: Address
  readonly day: bigint
  readonly root: Hex32
  readonly shares: Hex
}): Hex32 {
  return hex32(keccak256(encodeAbiParameters(statementTypes, [nameKey('hosting'), BigInt(chainId), pool, Number(day), root, keccak256(shares)])))
}
