import { type ContractCall, gasLimit } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/node'
import { BaseError } from 'viem'
import type { OpenValidator } from './validator.ts'

const minedWithinMs = 120_000

/**
 * Sends a transaction of this validator and waits until it is mined. Returns false without sending it if the contract would reject it. `leastGas` is the least
 * gas limit, for a call that costs more if other validators' calls are mined before it. Throws the errors of the chain.
 */
export async function sendCall(
  { client, address, privateKey, logger }: Pick<OpenValidator, 'client' | 'address' | 'privateKey' | 'logger'>,
  call: ContractCall,
  what: string,
  { leastGas = 0n }: { readonly leastGas?: bigint } = {},
): Promise<boolean> {
  let gas: bigint
  try {
    gas = await client.estimateGas({ account: address, ...call, blockTag: 'pending' })
  } catch (error) {
    const refused = error instanceof BaseError ? error.walk((cause) => cause instanceof Error && /revert/i.test(cause.message)) : null
    if (refused === null) throw error
    logger.info({ what, reason: error instanceof BaseError ? error.shortMessage : '' }, 'the contract does not take it now')
    return false
  }
  const limit = gasLimit(gas) < leastGas ? leastGas : gasLimit(gas)
  await sendCalls(client, { privateKey, calls: [{ ...call, what, value: 0n, gas: limit }], timeoutMs: minedWithinMs })
  logger.info({ what }, 'sent')
  return true
}
