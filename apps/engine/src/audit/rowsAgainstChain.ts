import { type ChainAddresses, marketAbi, pTokenAbi } from '@infinitio/chain'
import {
  type CalendarWordRow,
  type ChainAccountRow,
  type LeaseRow,
  listAllCalendarWords,
  listChainAccounts,
  listLeaseRows,
  listStatementFaults,
  type Queryable,
} from '@infinitio/db'
import { type Address, feesIn, leaseId, leaseStateCode, leaseTermsHash, leaseTermsOf, nodeId } from '@infinitio/domain'
import type { PublicClient } from 'viem'
import { rightsAgainstChain } from './rightsAgainstChain.ts'

/** The number of compared rows of each kind that copy data of the chain, and one sentence for each row that differs from the contracts. */
export interface ComparedRows {
  accounts: ChainAccountRow[]
  leases: LeaseRow[]
  calendar: CalendarWordRow[]
  findings: string[]
}

type Views = { client: PublicClient; addresses: ChainAddresses; blockNumber: bigint }

/**
 * Compares accounts, leases, calendar, session keys, owners of lease tokens and the Market's total balance with the contracts' views at one block. Also checks
 * that the lines of each account's statement add up to its balance.
 */
export async function rowsAgainstChain(tx: Queryable, views: Views): Promise<ComparedRows> {
  const accounts = await listChainAccounts(tx)
  const leases = await listLeaseRows(tx)
  const calendar = await listAllCalendarWords(tx)
  const findings: string[] = []
  for (const row of accounts) findings.push(...(await accountFindings(row, views)))
  for (const row of leases) findings.push(...(await leaseFindings(row, views)))
  for (const row of calendar) findings.push(...(await wordFindings(row, views)))
  findings.push(...(await rightsAgainstChain(tx, leases, views)))
  findings.push(...(await moneyFindings({ accounts, leases }, views)))
  for (const { account, sum, balance, lines } of await listStatementFaults(tx))
    findings.push(`statement of ${account}: its lines add up to ${sum}, the balance is ${balance}, ${lines} lines name another`)
  return { accounts, leases, calendar, findings }
}

async function accountFindings({ account, balance, fees, floor }: ChainAccountRow, { client, addresses, blockNumber }: Views): Promise<string[]> {
  const call = { address: addresses.market, abi: marketAbi, blockNumber } as const
  const theirs = await client.readContract({ ...call, functionName: 'account', args: [account as Address] })
  const theirFloor = await client.readContract({ ...call, functionName: 'floorOf', args: [account as Address] })
  return [
    ...differs(`balance of ${account}`, balance, theirs.balance),
    ...differs(`waiting fees of ${account}`, fees, theirs.fees),
    ...differs(`floor of ${account}`, floor, theirFloor),
  ]
}

async function leaseFindings(row: LeaseRow, { client, addresses, blockNumber }: Views): Promise<string[]> {
  const slot = await client.readContract({ address: addresses.market, abi: marketAbi, functionName: 'leaseSlot', args: [row.leaseId], blockNumber })
  const name = `lease ${row.leaseId}`
  const state = differs(`state of ${name}`, BigInt(leaseStateCode(row.state)), BigInt(slot.status & 0x0f))
  if (row.state === 'closed') return [...state, ...differs(`money of ${name}`, row.pay + sharesOf(row) + row.refund, row.escrow)]
  return [
    ...state,
    ...differs(`terms of ${name}`, leaseTermsHash(leaseId(row.leaseId), leaseTermsOf(row)), slot.termsHash),
    ...differs(`end of ${name}`, row.endAt, row.startAt + BigInt(slot.endOffset)),
    ...differs(`paid seconds of ${name}`, row.paidSeconds, BigInt(slot.paidSeconds)),
    ...differs(`credit of ${name}`, row.creditSeconds, BigInt(slot.credit)),
    ...differs(`readiness of ${name}`, row.readyAt ?? row.startAt, row.startAt + BigInt(slot.readyDelay)),
  ]
}

async function wordFindings({ nodeId: node, wordIndex, word }: CalendarWordRow, { client, addresses, blockNumber }: Views): Promise<string[]> {
  const args = [nodeId(node), wordIndex] as const
  const theirs = await client.readContract({ address: addresses.market, abi: marketAbi, functionName: 'calendarWord', args, blockNumber })
  return differs(`calendar word ${wordIndex} of ${node}`, word, theirs)
}

/**
 * Compares the Market contract's PToken with the stored rows: the sum of account balances, fees that are not paid out yet, and money that is locked in leases.
 * Returns a finding unless they are equal.
 */
async function moneyFindings(
  { accounts, leases }: Pick<ComparedRows, 'accounts' | 'leases'>,
  { client, addresses, blockNumber }: Views,
): Promise<string[]> {
  const held = await client.readContract({
    address: addresses.pToken,
    abi: pTokenAbi,
    functionName: 'balanceOf',
    args: [addresses.market],
    blockNumber,
  })
  const owned = accounts.reduce((sum, row) => sum + row.balance + row.fees, 0n)
  const locked = leases.reduce((sum, row) => sum + row.escrow - row.pay - sharesOf(row) - row.refund, 0n)
  return differs('PToken in the Market', owned + locked, held)
}

/** Returns the sum of a lease's fees that are paid from its escrow. */
function sharesOf(row: LeaseRow): bigint {
  return feesIn(row, { payer: 'renter', charge: 'share' }).total
}

function differs(what: string, ours: bigint, theirs: bigint): string[] {
  return ours === theirs ? [] : [`${what}: the rows say ${ours}, the chain says ${theirs}`]
}
