import { type Client, type InfinitioError, refusal } from '@infinitio/sdk'

type Unavailable = Awaited<ReturnType<Client['getListing']>>['unavailable']

/** Maps the reason why a machine is unavailable to an error code. */
const refusalCodes = {
  suspect: 'node.silent',
  lost: 'node.silent',
  full: 'order.node_taken',
  paused: 'order.ask_gone',
  private: 'order.private_listing',
  delisted: 'order.ask_gone',
  retired: 'order.ask_gone',
} as const

/** Returns the error for a machine that the market does not list now. */
export function listingRefusal(unavailable: Unavailable, node: string): InfinitioError {
  const detail = unavailable === 'full' ? `${node} is full: its GPUs are in use or reserved, perhaps by your own lease` : node
  return refusal(refusalCodes[unavailable ?? 'paused'], { detail })
}
