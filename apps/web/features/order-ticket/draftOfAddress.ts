import { horizonSeconds } from '@infinitio/domain'
import { cellDraft } from '#web/features/order-ticket/cellDraft.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'

const hourSeconds = 3_600

/** Returns the terms of an order from the URL of a market page. Returns an empty object if one of them is missing or not valid. */
export function draftOfAddress(params: URLSearchParams): Partial<TicketDraft> {
  const [price, gpus, hours, start] = ['price', 'gpus', 'hours', 'start'].map((name) => wholeOf(params.get(name)))
  if (price == null || gpus == null || hours == null || start == null) return {}
  if (gpus < 1n || gpus > 255n || hours < 1n || hours > horizonSeconds / hourSeconds || start > 999_999_999n) return {}
  const cell = { ...cellDraft({ pricePerGpuSecond: price, hours: Number(hours), from: Number(start) * hourSeconds }), gpus: Number(gpus) }
  const node = params.get('node')
  // An order for one machine is matched now or not at all.
  return node !== null && /^0x[0-9a-f]{64}$/.test(node) ? { ...cell, node, shape: 'oneNode', force: 'ioc' } : cell
}

function wholeOf(text: string | null): bigint | null {
  return text !== null && /^[0-9]{1,29}$/.test(text) ? BigInt(text) : null
}
