import { type Bid, timeInForce, zeroHex32 } from '@infinitio/domain'

/** In how many settles a bid can be filled at most: one when it is for one machine at once, else as many as its smallest parts are. */
export function mostSettlesOf({ node, allOrNothing, timeInForce: force, gpus, minGpusPerNode }: Bid): bigint {
  const isAtOnce = allOrNothing || force === timeInForce.ioc || force === timeInForce.fok
  return node !== zeroHex32 && isAtOnce ? 1n : BigInt(Math.ceil(gpus / Math.max(minGpusPerNode, 1)))
}
