import { type HostingEvent, hostingPoolAbi, readHostingEvents, readHostingPool } from '@infinitio/chain'
import { type Address, hostingRefundDays } from '@infinitio/domain'
import type { HostingAccountWire, HostingProgrammeWire, HostingWire } from '@infinitio/domain/wire'
import { type Client, toHex } from 'viem'
import { readContract } from 'viem/actions'
import type { ProposalsAt } from '../contractsAt.ts'
import { createEventLog, usualRanges } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type BookedDay, type BookedProgramme, type HostingBook, hostingBook } from './hostingBook.ts'

/** Reads hosting programmes at a block from the events of their contract. Throws viem's errors. */
export type HostingReader = {
  /** Returns the programmes of a model, newest first, with the shares of the last days. */
  ofModel(at: ProposalsAt, model: string): Promise<HostingWire>
  /** Returns what an account can claim, and the programmes that it sponsors. */
  ofAccount(at: ProposalsAt, account: Address): Promise<HostingAccountWire>
}

const mostProgrammes = 50
const mostShares = 100
const mostClaims = 50

type Read = { readonly book: HostingBook; readonly contracts: NonNullable<HostingWire['contracts']> }

/** Creates the reader of hosting programmes. */
export function createHostingReader(client: Client): HostingReader {
  const log = createEventLog<HostingEvent>(usualRanges)

  async function read({ addresses, governance, block, final }: ProposalsAt): Promise<Read | null> {
    const pool = governance === null ? null : await readHostingPool(client, addresses.directory)
    if (governance === null || pool === null) return null
    const source = {
      key: pool,
      first: (head: bigint) => firstBlock(client, governance.governor, head),
      readRange: (range: { readonly fromBlock: bigint; readonly toBlock: bigint }) => readHostingEvents(client, { pool, ...range }),
    }
    const [events, daySeconds] = await Promise.all([
      log.read(source, { ...block, final }),
      readContract(client, { address: pool, abi: hostingPoolAbi, functionName: 'DAY_SECONDS' }),
    ])
    return { book: hostingBook(events), contracts: { pool, pToken: addresses.pToken, daySeconds } }
  }

  return {
    async ofModel(at, model) {
      const found = await read(at)
      if (found === null) return { ...headOf(at), contracts: null, programmes: [], shares: [] }
      const { book, contracts } = found
      const own = newest([...book.programmes.values()].filter((one) => one.model === model))
      const numbers = new Set(own.map(({ programme }) => programme))
      return { ...headOf(at), contracts, programmes: own.map((one) => programmeToWire(one, contracts.daySeconds)), shares: sharesOf(book, numbers) }
    },
    async ofAccount(at, account) {
      const found = await read(at)
      if (found === null) return { ...headOf(at), contracts: null, claims: [], programmes: [] }
      const { book, contracts } = found
      const own = newest([...book.programmes.values()].filter(({ sponsor }) => sponsor === account))
      return {
        ...{ ...headOf(at), contracts, claims: claimsOf(book, account) },
        programmes: own.map((one) => ({ ...programmeToWire(one, contracts.daySeconds), budgets: budgetsOf(book, one) })),
      }
    },
  }
}

function headOf({ block }: ProposalsAt) {
  return { blockNumber: Number(block.blockNumber), now: Number(block.blockTimestamp) }
}

function newest(programmes: readonly BookedProgramme[]): readonly BookedProgramme[] {
  return programmes.toReversed().slice(0, mostProgrammes)
}

function programmeToWire({ programme, sponsor, model, ...one }: BookedProgramme, daySeconds: number): HostingProgrammeWire {
  return {
    ...{ programme: Number(programme), sponsor, model, perDay: `${one.perDay}`, firstDay: Number(one.firstDay), lastDay: Number(one.lastDay) },
    ...{ assigned: `${one.assigned}`, claimed: `${one.claimed}`, returned: one.returned === null ? null : `${one.returned}` },
    refundAt: (Number(one.firstDay) + hostingRefundDays) * daySeconds,
  }
}

function sharesOf({ days, isClaimed }: HostingBook, numbers: ReadonlySet<bigint>): HostingWire['shares'] {
  return days
    .toReversed()
    .flatMap(({ day, shares }) => shares.map((share) => ({ day, share })))
    .filter(({ share }) => numbers.has(share.programme))
    .slice(0, mostShares)
    .map(({ day, share }) => {
      const { programme, account, amount } = share
      return { programme: Number(programme), day: Number(day), account, amount: `${amount}`, claimed: isClaimed(share, day) }
    })
}

function claimsOf({ programmes, days, isClaimed }: HostingBook, account: Address): HostingAccountWire['claims'] {
  const open = days.flatMap((booked) =>
    booked.shares.filter((share) => share.account === account && !isClaimed(share, booked.day)).map((share) => ({ booked, share })),
  )
  return open.slice(0, mostClaims).map(({ booked, share }) => {
    const { programme, amount } = share
    const model = programmes.get(programme)?.model ?? ''
    const { budget, budgetPath } = budgetOf(booked, programme)
    const path = hexPath(booked.tree().sharePath(share))
    return { programme: Number(programme), model, day: Number(booked.day), amount: `${amount}`, path, budget, budgetPath }
  })
}

/**
 * Returns the published days of a programme that are not assigned to it yet. The sponsor must show them to the contract before the sponsor gets back the rest
 * of the budget. Empty once the rest was returned.
 */
function budgetsOf({ days, isAssigned }: HostingBook, { programme, firstDay, lastDay, returned }: BookedProgramme) {
  if (returned !== null) return []
  return days
    .filter(({ day }) => firstDay <= day && day <= lastDay && !isAssigned(programme, day))
    .map((booked) => {
      const { budget, budgetPath } = budgetOf(booked, programme)
      return { day: Number(booked.day), amount: budget, path: budgetPath }
    })
}

function budgetOf({ tree }: BookedDay, programme: bigint): { budget: string; budgetPath: string[] } {
  const budget = tree().budgets.find((one) => one.programme === programme)?.amount ?? 0n
  return { budget: `${budget}`, budgetPath: hexPath(tree().budgetPath(programme)) }
}

function hexPath(path: readonly Uint8Array[] | null): string[] {
  return (path ?? []).map((sibling) => toHex(sibling))
}
