import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestDb, type TestDb } from '@infinitio/db/test'
import { createClient } from '@infinitio/sdk'
import { type Actor, createRenter } from '../actors/createActor.ts'
import { startContainerDeployment } from '../containers/startContainerDeployment.ts'
import { startRegistry, type TestRegistry } from '../containers/startRegistry.ts'
import { eventually } from '../deployment/eventually.ts'
import { endLeasesIn, oneSimulatedMachine } from '../deployment/startTestDeployment.ts'
import { type FarmMachine, openFarmMachine } from './farmMachine.ts'

/** The seconds without a heartbeat after which the market counts a machine as lost. */
export const lostSeconds = 45

/**
 * A whole market for all fault causes, started once: a machine with containers and an image registry, and a farm of machines with agents that can be killed.
 */
export type FaultDeployment = {
  readonly deployment: Awaited<ReturnType<typeof startContainerDeployment>>
  readonly registry: TestRegistry
  /** The renter of the machine with containers. That machine is named "This machine". */
  readonly renter: Actor
  /** Another renter of that machine. */
  readonly secondRenter: Actor
  readonly farm: readonly FarmMachine[]
  /** The database of the market. */
  readonly db: TestDb
  close(): Promise<void>
}

/**
 * Starts the market with `machines` further machines, in addition to the one that runs leases in containers. The further machines belong to one provider and
 * share one network namespace.
 */
export async function startFaultDeployment({ machines }: { machines: number }): Promise<FaultDeployment> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-faults-'))
  const registry = await startRegistry()
  const times = { NODE_SUSPECT_SECONDS: '12', NODE_LOST_SECONDS: `${lostSeconds}` }
  const deployment = await startContainerDeployment({ registry: registry.host, settings: { ...oneSimulatedMachine, ...times } })
  const keyFile = join(folder, 'provider.key')
  const { privateKey } = await eventually(() => createClient({ baseUrl: deployment.url }).getProviderKey(deployment))
  writeFileSync(keyFile, privateKey, { mode: 0o600 })
  const within = ['nsenter', `--net=/run/netns/${deployment.far.provider.within.at(-1)}`, '--']
  const url = `http://${deployment.far.address}:${new URL(deployment.url).port}`
  const farm: FarmMachine[] = []
  const db = openTestDb({ url: databaseUrl(deployment), max: 2, onError: () => {} })
  const close = async (): Promise<void> => {
    await db.close()
    for (const machine of farm) {
      machine.crash()
      endLeasesIn(machine.dataDir)
    }
    await deployment.remove()
    registry.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (let number = 1; number <= machines; number += 1) {
      const machine = await openFarmMachine({ deployment, url, folder, keyFile, within }, `farm-${number}`)
      farm.push(machine)
      await machine.start(86_400)
    }
    const [renter, secondRenter] = [await eventually(() => createRenter(deployment)), await eventually(() => createRenter(deployment))]
    return { deployment, registry, renter, secondRenter, farm, db, close }
  } catch (error) {
    await close()
    throw error
  }
}

function databaseUrl({ dataDir }: { dataDir: string }): string {
  const read = <Value>(...parts: string[]): Value => JSON.parse(readFileSync(join(dataDir, ...parts), 'utf8')) as Value
  const { postgres } = read<{ postgres: number }>('ports.json')
  const passwords = read<Record<string, string>>('keys', 'database-passwords.json')
  return `postgres://infinitio_api:${passwords.infinitio_api}@127.0.0.1:${postgres}/infinitio`
}
