import { directoryAbi } from '@infinitio/chain'
import type { Sender } from './sender.ts'

const ENGINE_REST_MS = 5_000

/**
 * Returns true if the Directory lists the key as an engine. If it does not, the contracts refuse its calls, which proves nothing about the work. So the key
 * pauses and leaves the work to other keys.
 */
export async function isEngine(sender: Sender): Promise<boolean> {
  const { client, addresses, address, logger, nowMs } = sender
  const isListed = await client.readContract({ address: addresses.directory, abi: directoryAbi, functionName: 'engines', args: [address] })
  if (isListed) return true
  logger.error({ sender: address }, 'a sender key is no engine of the Directory and rests')
  sender.rest = { reason: 'engine', untilMs: nowMs() + ENGINE_REST_MS }
  return false
}
