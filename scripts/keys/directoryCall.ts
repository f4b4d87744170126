import { directoryAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { KeysUsageError } from './KeysUsageError.ts'

/** The call of the Directory that a command means; only its owner or operator may send it. Throws KeysUsageError for words that mean none. */
export function directoryCall([command, value = '', what]: readonly string[], directory: string) {
  const to = address(directory.toLowerCase())
  const isAddress = /^0x[0-9a-fA-F]{40}$/.test(value)
  const account = value.toLowerCase() as `0x${string}`
  if (command === 'engine' && isAddress && (what === 'add' || what === 'remove'))
    return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [account, what === 'add'] }) }
  if (command === 'receipt' && isAddress)
    return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setReceiptKey', args: [account] }) }
  if (command === 'gateway-host' && /^0x[0-9a-fA-F]{64}$/.test(value))
    return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setGatewayHostKey', args: [account] }) }
  throw new KeysUsageError()
}
