import { address, errorTable } from '@infinitio/domain'
import { readEnv, readKeyFile, refuseDevelopmentKeys, rpcUrl, runProcess } from '@infinitio/process'
import { openLedger } from '@infinitio/relay'
import { getChain, openTransport } from '@infinitio/sdk/calls'
import { z } from 'zod'
import { startOwnRouter } from './startOwnRouter.ts'
import { startTestModel } from './test-services/startTestModel.ts'
import { startTestServices } from './test-services/startTestServices.ts'

const port = z.coerce.number().int().min(1).max(65_535)

/** This process's settings. */
const routerEnv = z.object({
  API_URL: z.url({ protocol: /^https?$/ }),
  RPC_URL: rpcUrl,
  DIRECTORY_ADDRESS: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  /** The file with the key of the wallet that pays for the router. */
  ROUTER_KEY_FILE: z.string().min(1),
  /** The folder in which the router stores keys, usage and payment channels. */
  ROUTER_FOLDER: z.string().min(1),
  ROUTER_PORT: port,
  HOST: z.string().default('127.0.0.1'),
  /** The ports of the test services, separated by commas. Must be empty on every chain except 31337. */
  TEST_SERVICE_PORTS: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((one) => one !== ''))
    .transform((all) => all.map(Number))
    .pipe(z.array(z.int().min(1).max(65_535)).max(5)),
  /** The port of the test model that simulated machines use. Must be absent on every chain except 31337. */
  TEST_MODEL_PORT: port.optional(),
})

const refusal = `chain.development_key: ${errorTable['chain.development_key'].sentence}`
const requestWithinMs = 60_000

await runProcess({
  room: 'router',
  async start({ logger, onStop }) {
    const env = readEnv(routerEnv)
    const payerKey = readKeyFile(env.ROUTER_KEY_FILE)
    await refuseDevelopmentKeys({ keys: { ROUTER_KEY_FILE: payerKey }, rpcUrl: env.RPC_URL, refusal }, (error) => void Promise.reject(error))
    const transport = openTransport({ baseUrl: env.API_URL, timeoutMs: requestWithinMs })
    const { chainId, addresses } = await getChain(transport)
    const ledger = await openLedger({ rpcUrl: env.RPC_URL, chainId, directory: address(addresses.directory), pToken: address(addresses.ptoken) })
    const shared = { transport, ledger, payerKey, folder: env.ROUTER_FOLDER, host: env.HOST, addresses, logger, onStop }
    await startTestModel({ port: env.TEST_MODEL_PORT, chainId, onStop })
    const services = await startTestServices({ ...shared, ports: env.TEST_SERVICE_PORTS })
    const router = await startOwnRouter({ ...shared, port: env.ROUTER_PORT })
    return { port: router.port, services: services.length }
  },
})
