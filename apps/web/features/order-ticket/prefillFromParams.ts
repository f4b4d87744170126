import { priceFieldText } from '#web/features/order-ticket/pricePerSecondOf.ts'
import type { TicketDraft } from '#web/features/order-ticket/ticketDraft.ts'

/** What an address says of a new order: `class`, `region`, `price` in base units per GPU-second, `gpus`, `hours`. What is not a number is left out. */
export function prefillFromParams(params: Pick<URLSearchParams, 'get'>): Partial<TicketDraft> {
  const id = (name: string) => idOf(params.get(name), 255)
  const price = params.get('price')
  const [classId, regionId, gpus, hours] = [id('class'), id('region'), idOf(params.get('gpus'), 254), idOf(params.get('hours'), 672)]
  return {
    ...(classId === null ? {} : { classId }),
    ...(regionId === null ? {} : { regionId }),
    ...(gpus === null || gpus === 0 ? {} : { gpus }),
    ...(hours === null || hours === 0 ? {} : { hours }),
    ...(price !== null && /^[1-9][0-9]{0,28}$/.test(price) ? { priceText: priceFieldText(BigInt(price)) } : {}),
  }
}

function idOf(text: string | null, most: number): number | null {
  return text !== null && /^[0-9]{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null
}
