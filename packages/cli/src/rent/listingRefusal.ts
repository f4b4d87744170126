import { type Client, type InfinitioError, refusal } from '@infinitio/sdk'

type Unavailable = Awaited<ReturnType<Client['getListing']>>['unavailable']

/** The refusal of a booking, by why the machine cannot be booked. */
const refusalCodes = {
  suspect: 'node.silent',
  lost: 'node.silent',
  full: 'order.node_taken',
  paused: 'order.ask_gone',
  delisted: 'order.ask_gone',
  retired: 'order.ask_gone',
} as const

/** What to throw for a machine that the market does not list now. */
export function listingRefusal(unavailable: Unavailable, node: string): InfinitioError {
  return refusal(refusalCodes[unavailable ?? 'paused'], { detail: node })
}
