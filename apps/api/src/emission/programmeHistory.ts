import type { Programme, ProgrammeEvent } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'

/** A programme with what its events tell: whether a vote closed it, who paid in, the largest sponsor first, and what epochs spent. In PToken base units. */
export type ToldProgramme = Programme & {
  readonly isClosed: boolean
  readonly paidIn: bigint
  readonly spent: bigint
  readonly sponsors: readonly { readonly account: Address; readonly amount: bigint }[]
}

/** Adds to programmes what happened to them, by events in the order of the chain. A rate above 0 opens a closed programme again. */
export function withHistory(programmes: readonly Programme[], events: readonly ProgrammeEvent[]): ToldProgramme[] {
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
