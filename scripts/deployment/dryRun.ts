import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createChainClient, type DeploymentPlan, readNonce } from '@infinitio/chain/node'
import type { Address } from '@infinitio/domain'
import { postRpc } from '@infinitio/process'
import { startAnvil } from '@infinitio/process/embedded'
import { type Hex, type PublicClient, toHex } from 'viem'

/**
 * The result of trying the remaining steps of a deployment on a copy of the chain: the gas of each step, and a client of that copy. With the client, the caller
 * can check the result.
 */
export type DryRun = { readonly gasUsed: readonly bigint[]; readonly client: PublicClient }

const manyCoins = 10n ** 24n

/**
 * Runs the remaining steps of a plan on a copy of the chain, which this machine makes with anvil. Calls `check` with the result, and then deletes the copy.
 * Needs no key and no coins, because the copy accepts transactions of the deployer without a signature. Throws an error with the name of the step that fails.
 */
export async function dryRun<Result>(
  { steps }: DeploymentPlan,
  at: { rpcUrl: string; chainId: number; deployer: Address; firstNonce: number },
  check: (run: DryRun) => Promise<Result>,
): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-dry-run-'))
  const door = await forwardTo(at.rpcUrl)
  try {
    const anvil = await startAnvil({ dataDir, port: 0, chainId: at.chainId, stateFile: null, mining: 'instant', forkUrl: door.url })
    try {
      const client = createChainClient({ rpcUrl: anvil.url, timeoutMs: 60_000 })
      const ask = async (method: string, params: unknown[]) => await client.request({ method, params } as Parameters<typeof client.request>[0])
      await ask('anvil_impersonateAccount', [at.deployer])
      await ask('anvil_setBalance', [at.deployer, toHex(manyCoins)])
      const done = (await readNonce(client, { address: at.deployer, at: 'latest' })) - at.firstNonce
      const gasUsed: bigint[] = []
      for (const { what, to, data } of steps.slice(done)) {
        const transaction = { from: at.deployer, data, gas: toHex(16_000_000), ...(to === null ? {} : { to }) }
        const hash = (await ask('eth_sendTransaction', [transaction])) as Hex
        // On a busy machine, anvil's automatic mining can miss a transaction, so this mines a block itself.
        await ask('evm_mine', [])
        const receipt = await client.waitForTransactionReceipt({ hash, timeout: 60_000 })
        if (receipt.status !== 'success') throw new Error(`${what} would fail on chain ${at.chainId}`)
        gasUsed.push(receipt.gasUsed)
      }
      return await check({ gasUsed, client })
    } finally {
      await anvil.stop()
    }
  } finally {
    door.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/**
 * Forwards requests from a local port to the chain. With it, a program need not get the URL of the chain node as an argument: the URL can contain a password,
 * and every user can see a program's arguments.
 */
async function forwardTo(rpcUrl: string): Promise<{ url: string; close: () => void }> {
  const [first = ''] = rpcUrl.split(',')
  const server: Server = createServer(async (request, answer) => {
    try {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const reply = await postRpc(first, { body: Buffer.concat(chunks) })
      answer.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text())
    } catch {
      answer.writeHead(502).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
