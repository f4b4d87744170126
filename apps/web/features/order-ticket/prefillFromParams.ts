import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'

const windowSeconds = 3_600

/**
 * What an address says of a new order: `class`, `region`, `price` in base units per GPU-second, `gpus`, `hours`, `from` in Unix seconds for a start to
 * come. What is no number of its kind is left out.
 */
export function prefillFromParams(params: Pick<URLSearchParams, 'get'>): Partial<TicketDraft> {
  const id = (name: string) => idOf(params.get(name), 255)
  const price = params.get('price')
  const from = params.get('from')
  const [classId, regionId, gpus, hours] = [id('class'), id('region'), idOf(params.get('gpus'), 254), idOf(params.get('hours'), 672)]
  return {
    ...(classId === null ? {} : { classId }),
    ...(regionId === null ? {} : { regionId }),
    ...(gpus === null || gpus === 0 ? {} : { gpus }),
    ...(hours === null || hours === 0 ? {} : { hours }),
    ...(price !== null && /^[1-9][0-9]{0,28}$/.test(price) ? { priceText: priceFieldText(BigInt(price)) } : {}),
    ...(from !== null && /^[1-9][0-9]{8,10}$/.test(from) ? windowFrom(Number(from)) : {}),
  }
}

function windowFrom(from: number): Partial<TicketDraft> {
  return { start: 'window', startFrom: ticketTimeText(from), startUntil: ticketTimeText(from + windowSeconds) }
}

function idOf(text: string | null, most: number): number | null {
  return text !== null && /^[0-9]{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null
}
