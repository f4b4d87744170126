import { type Client, type InfinitioError, refusal, unavailableCodes } from '@infinitio/sdk'

type Unavailable = Awaited<ReturnType<Client['getListing']>>['unavailable']

/** Returns the error for a machine that the market does not list now. */
export function listingRefusal(unavailable: Unavailable, node: string): InfinitioError {
  const detail = unavailable === 'full' ? `${node} is full: its GPUs are in use or reserved, perhaps by your own lease` : node
  return refusal(unavailableCodes[unavailable ?? 'paused'], { detail })
}
