import { listTransactions, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { type TransactionLabelName, transactionLabelOf } from '#web/parts/explorer/transactionLabelOf.ts'

/** How many transactions are fetched, and how many of them are shown at most. */
const read = 25
const most = 11

/** The contract events that a visitor understands without knowing the contracts. The explorer shows all others. */
export const visitorEvents = [
  'Settled',
  'LeaseReady',
  'LeaseExtended',
  'LeaseEnded',
  'LeaseClosed',
  'CompensationPaid',
  'NodeRegistered',
  'LeaseTokenMoved',
] as const satisfies readonly TransactionLabelName[]

/** The name of a contract event that a visitor understands. */
export type VisitorEvent = (typeof visitorEvents)[number]

/** A transaction as the home page shows it. `amount` is in PToken base units; null if the transaction moves no PToken. */
export type Happening = {
  readonly hash: string
  readonly at: number
  readonly final: boolean
  readonly event: VisitorEvent
  readonly times: number
  readonly amount: string | null
}

/** Query for the newest transactions of leases and machines. It stores only the fields that the home page shows, so that the page stays small. */
export const happeningQuery = (api: Transport) =>
  queryOptions({
    queryKey: ['explorer', 'happening'],
    queryFn: async (): Promise<Happening[]> => {
      const { items } = await listTransactions(api, { limit: read })
      const shown = items.flatMap(({ hash, at, final, logs }) => {
        const { name, times, amount } = transactionLabelOf(logs)
        const event = visitorEvents.find((one) => one === name)
        return event === undefined ? [] : [{ hash, at, final, event, times, amount: amount?.toString() ?? null }]
      })
      return shown.slice(0, most)
    },
  })
