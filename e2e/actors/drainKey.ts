import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTestClient, type Hex, http } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { scrape } from '../deployment/scrape.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** Takes nearly all coins from one of the keys that send transactions. Resolves once the worker has noticed that this key cannot pay for gas. */
export async function drainKey(deployment: TestDeployment, name: 'sender' | 'lease-sender'): Promise<void> {
  const key = readFileSync(join(deployment.dataDir, 'keys', `${name}.key`), 'utf8').trim() as Hex
  const address = privateKeyToAddress(key)
  const chain = createTestClient({ mode: 'anvil', transport: http(deployment.rpcUrl) })
  await chain.setBalance({ address, value: 1_000n })
  const left = new RegExp(`^infinitio_sender_transactions_left\\{sender="${address.toLowerCase()}"\\} 0$`, 'm')
  await waitFor({
    what: `${name} to be without gas`,
    within: 60,
    read: () => scrape(deployment, 'webMetrics'),
    until: (text) => left.test(text),
  })
}
