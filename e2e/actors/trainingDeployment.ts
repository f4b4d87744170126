import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { startTestHouse, temporaryFolder, type TestHouse } from '../deployment/startTestDeployment.ts'
import { createActor } from './createActor.ts'
import { fundProvider, type Providing, provideByCommand } from './provideByCommand.ts'

/** A deployment with a second machine, the cheaper one, that can be killed like a power cut, and wallets with money. */
export type TrainingHouse = {
  readonly house: TestHouse
  readonly client: Client
  readonly attic: Providing
  readonly atticNode: string
  /** A folder with one home for each name. Each home has the key of one wallet. */
  readonly folder: string
  readonly close: () => Promise<void>
}

/** Starts a deployment for training jobs, with a home folder for each name. */
export async function startTrainingHouse(homes: readonly string[]): Promise<TrainingHouse> {
  const house = await startTestHouse()
  const folder = temporaryFolder()
  const privateKey = generatePrivateKey()
  const { client } = await createActor(house, { privateKey })
  for (const home of homes) {
    mkdirSync(join(folder, home))
    writeFileSync(join(folder, home, 'wallet.key'), privateKey, { mode: 0o600 })
  }
  const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
  await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
  const providerKey = generatePrivateKey()
  const keyFile = join(folder, 'provider.key')
  writeFileSync(keyFile, providerKey, { mode: 0o600 })
  await fundProvider(house, privateKeyToAccount(providerKey).address)
  const args = ['--data', join(folder, 'attic'), '--key-file', keyFile, '--price', '0.01', '--name', 'Attic', '--country', 'Norway']
  const attic = await provideByCommand(args, { ...process.env, HOME: folder, INFINITIO_URL: house.url })
  const close = async () => {
    attic.kill()
    await attic.ended
    await house.remove()
    rmSync(folder, { recursive: true, force: true })
  }
  return { house, client, attic, atticNode: attic.page.split('/').at(-1) ?? '', folder, close }
}
