import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from '../deployment/startTestDeployment.ts'
import { createActor } from './createActor.ts'
import { fundProvider, type Providing, provideByCommand } from './provideByCommand.ts'

/**
 * A deployment for training jobs, and a wallet with money. In addition to the deployment's own machine there is a cheaper one, `attic`, which a test can kill
 * as a power cut would.
 */
export type TrainingDeployment = {
  readonly deployment: TestDeployment
  readonly client: Client
  readonly attic: Providing
  readonly atticNode: string
  /** The folder that contains the home folders. All of them have the key of the same wallet. */
  readonly folder: string
  readonly close: () => Promise<void>
}

/** Starts a deployment for training jobs, with a home folder for each name. */
export async function startTrainingDeployment(homes: readonly string[]): Promise<TrainingDeployment> {
  const deployment = await startTestDeployment()
  const folder = temporaryFolder()
  const privateKey = generatePrivateKey()
  const { client } = await createActor(deployment, { privateKey })
  for (const home of homes) {
    mkdirSync(join(folder, home))
    writeFileSync(join(folder, home, 'wallet.key'), privateKey, { mode: 0o600 })
  }
  const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
  await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
  const providerKey = generatePrivateKey()
  const keyFile = join(folder, 'provider.key')
  writeFileSync(keyFile, providerKey, { mode: 0o600 })
  await fundProvider(deployment, privateKeyToAccount(providerKey).address)
  const args = ['--data', join(folder, 'attic'), '--key-file', keyFile, '--price', '0.01', '--name', 'Attic', '--country', 'Norway']
  const attic = await provideByCommand(args, { ...process.env, HOME: folder, INFINITIO_URL: deployment.url })
  const close = async () => {
    attic.kill()
    await attic.ended
    await deployment.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  return { deployment, client, attic, atticNode: attic.page.split('/').at(-1) ?? '', folder, close }
}
