import { type ChildProcess, spawn } from 'node:child_process'
import { createChainClient, sendCalls } from '@infinitio/chain/node'
import { marketAbi, pTokenAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { encodeFunctionData, type Hex } from 'viem'
import { deploymentKey } from '../browser/openBurner.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

/** A running `infinitio provide` that waits for a wallet in a browser. */
export type PairingCommand = {
  readonly link: string
  readonly output: () => string
  readonly ended: Promise<number | null>
  readonly kill: () => void
}

/** Starts `infinitio provide` without a key and resolves with the link that it shows. */
export async function startPairing(args: readonly string[], env: NodeJS.ProcessEnv): Promise<PairingCommand> {
  const command = programFile('packages/cli/src/main.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, 'provide', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const link = await waitFor({
    what: 'the machine to show a link',
    within: 60,
    read: () => {
      if (child.exitCode !== null) throw new Error(`infinitio provide ended with ${child.exitCode}:\n${output()}`)
      return /^(http\S+\/provide\/pair#\S+)$/m.exec(output())?.[1] ?? ''
    },
    until: (found) => found !== '',
  })
  return { link, output, ended, kill: () => void child.kill('SIGTERM') }
}

/** Sends a wallet coins for gas, and its Market balance 100 PT, as a burner wallet has them. The sender is this deployment's own provider. */
export async function fundWallet(deployment: TestDeployment, account: string): Promise<void> {
  const { addresses } = await createClient({ baseUrl: deployment.url }).getChain()
  const owner = address(account.toLowerCase())
  const [pToken, market, amount] = [address(addresses.ptoken), address(addresses.market), 10n ** 20n] as const
  const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [market, amount] })
  const deposit = encodeFunctionData({ abi: marketAbi, functionName: 'depositFor', args: [owner, amount] })
  await sendCalls(createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 60_000 }), {
    privateKey: deploymentKey(deployment, 'provider') as Hex,
    calls: [
      { what: 'sending coins', to: owner, data: '0x', value: 10n ** 18n, gas: 21_000n },
      { what: 'approving PT', to: pToken, data: approve, value: 0n, gas: 100_000n },
      { what: 'depositing PT', to: market, data: deposit, value: 0n, gas: 300_000n },
    ],
    timeoutMs: 60_000,
  })
}

function collect(child: ChildProcess): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      text += part.toString()
    })
  }
  return () => text
}
