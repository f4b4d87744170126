import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryAbi } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { encodeFunctionData } from 'viem'
import { actorKey, send } from './actors.ts'
import { setBalance } from './chainControls.ts'
import type { Market } from './startMarket.ts'

/** A key with which a test's worker sends transactions. It is in a file, and its address is in the Directory's engine set. */
export interface SenderKey extends TestKey {
  file: string
  remove(): void
}

/** Creates a sender key with 1,000 native coins. */
export async function addSender(market: Market, name: string): Promise<SenderKey> {
  const key = actorKey(`sender ${name}`)
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-sender-'))
  const file = join(folder, 'sender.key')
  writeFileSync(file, `${key.privateKey}\n`, { mode: 0o600 })
  const data = encodeFunctionData({ abi: directoryAbi, functionName: 'setEngine', args: [key.address, true] })
  await send(market, market.chain.keys.deployer, { to: market.chain.addresses.directory, data, what: 'setEngine' })
  await setBalance(market, key.address, 10n ** 21n)
  return { ...key, file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
