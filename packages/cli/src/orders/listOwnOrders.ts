import { type Client, formatPt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** What `infinitio orders ls` takes. */
export type ListOrdersOptions = CommonOptions & { readonly limit: string }

type Order = Awaited<ReturnType<Client['listOrders']>>['items'][number]

/** Prints the wallet's orders, newest first, with what of a bid is matched and still to go. */
export async function listOwnOrders(options: ListOrdersOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listOrders({ limit: Number(options.limit) })
  const rows = page.items.map((order) => [
    order.orderHash,
    order.kind,
    stateOf(order),
    order.kind === 'bid' ? `${order.gpusFilled} + ${order.gpusToGo} to go` : '',
    formatPt(priceOf(order) * 3_600n, { digits: 4 }),
    order.matches.flatMap(({ leaseId }) => leaseId ?? []).join(', '),
  ])
  const text = table([['order', 'kind', 'state', 'GPUs', 'PT/GPU-h', 'leases'], ...rows], { right: [4] })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No orders.' : text })
}

function stateOf({ state, code, leftReason }: Order): string {
  const why = code ?? leftReason
  return why === null ? state : `${state} (${why})`
}

function priceOf({ order }: Order): bigint {
  return BigInt('maxPricePerGpuSecond' in order ? order.maxPricePerGpuSecond : order.pricePerGpuSecond)
}
