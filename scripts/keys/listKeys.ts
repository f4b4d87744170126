import { directoryAbi, keyKinds } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import { getBlock, getContractEvents, readContract } from 'viem/actions'

const kindNames = Object.keys(keyKinds)

/**
 * Lists the keys that the Directory contract has announced and not removed, oldest first. Each line shows whether the key is still in its waiting time, is a
 * spare key, or is in use. Finds them by reading all events of the contract.
 */
export async function listKeys(directory: string, rpcUrl: string): Promise<string[]> {
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const at = { address: address(directory.toLowerCase()), abi: directoryAbi } as const
  const { timestamp } = await getBlock(client, { blockTag: 'latest' })
  const events = await getContractEvents(client, { ...at, eventName: 'KeyAnnounced', fromBlock: 0n, strict: true })
  const lines = new Map<string, string>()
  for (const { args } of events) {
    const worksFrom = await readContract(client, { ...at, functionName: 'keyWorksFrom', args: [args.kind, args.key] })
    if (worksFrom === 0) continue
    const kind = kindNames[args.kind] ?? `kind ${args.kind}`
    const key = kind === 'gatewayHost' ? args.key : `0x${args.key.slice(-40)}`
    const standing = (await isInUse(kind, key as `0x${string}`)) ? 'in use' : standingOf(worksFrom, Number(timestamp))
    lines.set(`${kind} ${key}`, `${kind} ${key}: ${standing}`)
  }
  return lines.size === 0 ? ['No key is announced.'] : [...lines.values()]

  async function isInUse(kind: string, key: `0x${string}`): Promise<boolean> {
    if (kind === 'engine') return await readContract(client, { ...at, functionName: 'engines', args: [key] })
    const current = await readContract(client, { ...at, functionName: kind === 'receipt' ? 'receiptKey' : 'gatewayHostKey' })
    return current.toLowerCase() === key
  }
}

function standingOf(worksFrom: number, now: number): string {
  return now < worksFrom ? `waits until ${new Date(worksFrom * 1_000).toISOString()}` : 'spare, can be switched on'
}
