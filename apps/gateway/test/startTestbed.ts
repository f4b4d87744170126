import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTestDatabase } from '@infinitio/db/test'
import { createLogger, trustedProxies } from '@infinitio/process'
import { openGateway } from '../src/openGateway.ts'
import { cuttableProxy } from './cuttableProxy.ts'
import { testbedActors } from './testbedActors.ts'
import { seedMarket } from './seedMarket.ts'

/** The origin of the market's pages in tests. */
export const publicUrl = 'http://localhost:3999'

/** Starts a gateway on its own database, with functions that create nodes, renters and leases (`testbedActors`). `close` stops everything. */
export async function startTestbed({ host = '127.0.0.1' } = {}) {
  const closing: (() => Promise<void> | void)[] = []
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-gateway-'))
  await chmod(folder, 0o711)
  const database = await createTestDatabase()
  const market = seedMarket(database.ownerUrl)
  const databaseUrl = new URL(database.urls.infinitio_gateway)
  const databaseLine = await cuttableProxy({ host: databaseUrl.hostname, port: Number(databaseUrl.port) })
  databaseUrl.port = String(databaseLine.port)
  const env = {
    ...{
      DATABASE_URL: databaseUrl.toString(),
      GATEWAY_ID: 'test-gateway',
      HOST: host,
      PUBLIC_URL: publicUrl,
      PORTS_URL: 'http://ports.localhost:1',
      SERVICES_URL: 'http://svc.localhost:1',
    },
    ...{
      SSH_PORT: 0,
      TERMINAL_PORT: 0,
      TRUSTED_PROXIES: trustedProxies.parse(''),
      TUNNEL_PORT: 0,
      PORTS_PORT: 0,
      DRAIN_SECONDS: 0,
      SSH_CONNECTIONS_PER_ADDRESS: 64,
      CLUSTER_MBPS: 400,
      CLUSTER_MBPS_PER_LEASE: 300,
      HOST_KEY_FILE: path.join(folder, 'gateway.key'),
    },
  }
  const gateway = await openGateway({ env, logger: createLogger({ room: 'gateway' }) })
  const actors = testbedActors({ gateway, market, folder, onClose: (step) => closing.push(step) })
  return {
    ...{ databaseLine, gateway, market, folder, env },
    ...actors,
    async close() {
      for (const step of closing.toReversed()) await step()
      await gateway.close()
      databaseLine.close()
      await market.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
