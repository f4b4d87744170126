import { directoryAbi, type KeyKind, keyKinds } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { encodeFunctionData, type Hex, pad } from 'viem'
import { KeysUsageError } from './KeysUsageError.ts'

const words = { engine: 'engine', receipt: 'receipt', 'gateway-host': 'gatewayHost' } as const satisfies Record<string, KeyKind>

/**
 * Returns the call of the Directory contract for a subcommand of the tool. The Directory's owner or operator may send the call; the holder of the veto may also
 * send `cancel`. Throws KeysUsageError for an unknown subcommand.
 */
export function directoryCall([command, ...rest]: readonly string[], directory: string) {
  const to = address(directory.toLowerCase())
  if (command === 'announce' || command === 'cancel') {
    const { kind, key } = parseKey(rest)
    const args = [keyKinds[kind], pad(key)] as const
    return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: command === 'announce' ? 'announceKey' : 'cancelKey', args }) }
  }
  const { kind, key } = parseKey([command ?? '', ...rest])
  const what = rest[1]
  if (kind === 'receipt') return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setReceiptKey', args: [key] }) }
  if (kind === 'gatewayHost') return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setGatewayHostKey', args: [key] }) }
  if (what !== 'add' && what !== 'remove') throw new KeysUsageError()
  return { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [key, what === 'add'] }) }
}

function parseKey([word = '', value = '']: readonly string[]): { kind: KeyKind; key: Hex } {
  const kind = word in words ? words[word as keyof typeof words] : null
  const pattern = kind === 'gatewayHost' ? /^0x[0-9a-fA-F]{64}$/ : /^0x[0-9a-fA-F]{40}$/
  if (kind === null || !pattern.test(value)) throw new KeysUsageError()
  return { kind, key: value.toLowerCase() as Hex }
}
