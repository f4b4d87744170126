import type { Programme, ProgrammeEvent } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'

/**
 * An incentive programme with its history: whether a vote closed it, the total that was paid in, the total that was spent, and its sponsors (the largest
 * first). Amounts are in PToken base units.
 */
export type ProgrammeWithHistory = Programme & {
  readonly isClosed: boolean
  readonly paidIn: bigint
  readonly spent: bigint
  readonly sponsors: readonly { readonly account: Address; readonly amount: bigint }[]
}

/**
 * Adds to each incentive programme its history, which is built from the chain's events in their order. If a vote sets the rate of a closed programme above 0,
 * the programme is open again.
 */
export function withHistory(programmes: readonly Programme[], events: readonly ProgrammeEvent[]): ProgrammeWithHistory[] {
  const own = Map.groupBy(events, ({ programme }) => programme)
  return programmes.map((programme) => ({ ...programme, ...historyOf(own.get(programme.id) ?? []) }))
}

function historyOf(events: readonly ProgrammeEvent[]) {
  const paid = new Map<Address, bigint>()
  let [isClosed, paidIn, spent] = [false, 0n, 0n]
  for (const event of events) {
    switch (event.kind) {
      case 'funded':
        paid.set(event.sponsor, (paid.get(event.sponsor) ?? 0n) + event.amount)
        paidIn += event.amount
        break
      case 'spent':
        spent += event.amount
        break
      case 'restored':
        spent -= event.amount
        break
      case 'rated':
        isClosed &&= event.perEpoch === 0n
        break
      case 'closed':
        isClosed = true
        break
    }
  }
  const sponsors = [...paid].map(([account, amount]) => ({ account, amount }))
  return { isClosed, paidIn, spent, sponsors: sponsors.sort((one, other) => (one.amount < other.amount ? 1 : one.amount > other.amount ? -1 : 0)) }
}
