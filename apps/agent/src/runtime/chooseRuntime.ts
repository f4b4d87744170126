import { assertNever, isForDevelopment, runsImages } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { AgentEnv } from '../settings/env.ts'
import { checkNetwork } from '../network/checkNetwork.ts'
import { checkToolkit } from './container/checkToolkit.ts'
import { ContainerRuntime } from './container/containerRuntime.ts'
import { type ContainerSettings, defaultLeaseLimits, keptCores } from './container/containerSettings.ts'
import { checkEngine, openEngine } from './container/engine.ts'
import { readLeaseGpus } from './container/gpus/readLeaseGpus.ts'
import { findOciRuntime } from './container/isolation/findOciRuntime.ts'
import { LocalRuntime } from './local/localRuntime.ts'
import { localAllowed } from './localAllowed.ts'
import type { Runtime } from './runtime.ts'

/** Returns the runtime that the provider chose. Starts nothing. */
export function chooseRuntime({ env, leasesDir, logger }: { env: AgentEnv; leasesDir: string; logger: Logger }): Runtime {
  switch (env.AGENT_RUNTIME) {
    case 'local':
      return new LocalRuntime({ leasesDir, logger })
    case 'container':
      return new ContainerRuntime({ leasesDir, settings: containerSettings(env), logger })
    default:
      return assertNever(env.AGENT_RUNTIME)
  }
}

/**
 * Checks the runtime (the technique that runs leases, such as containers). Rejects if it is not allowed or cannot work on this machine, and names the missing
 * requirement. Some kinds serve only the development chain. `container` needs a suitable engine with a runtime for the chosen isolation, a kernel that can
 * enforce the network rules, and NVIDIA's toolkit for GPUs of NVIDIA.
 */
export async function assertRuntimeServes({ env, chainId }: { env: AgentEnv; chainId: number }): Promise<void> {
  if (isForDevelopment(env.AGENT_RUNTIME)) {
    const local = localAllowed({ chainId, rpcUrl: env.RPC_URL })
    if (!local.allowed) throw new Error(local.reason)
  }
  switch (env.AGENT_RUNTIME) {
    case 'local':
      return
    case 'container':
      return await assertEngineServes(env)
    default:
      assertNever(env.AGENT_RUNTIME)
  }
}

/**
 * Returns true if leases can have this many GPUs of the machine one by one. Only containers give a lease some of the GPUs. Rejects while it is not known which
 * GPUs the machine has.
 */
export async function dividesGpus({ env, gpus }: { env: AgentEnv; gpus: number }): Promise<boolean> {
  if (!runsImages({ runtime: env.AGENT_RUNTIME })) return false
  return ((await readLeaseGpus(containerSettings(env)))?.length ?? 0) >= gpus
}

async function assertEngineServes(env: AgentEnv): Promise<void> {
  const { socketPath, cdiDevices, isolation, network } = containerSettings(env)
  const engine = await openEngine(socketPath)
  await checkEngine(engine)
  await findOciRuntime({ engine, isolation, cdiDevices })
  await checkNetwork(network)
  if (cdiDevices.some((name) => name.startsWith('nvidia.com/'))) await checkToolkit()
}

function containerSettings(env: AgentEnv): ContainerSettings {
  const usual = defaultLeaseLimits(keptCores(env))
  return {
    socketPath: env.CONTAINER_SOCKET ?? null,
    image: env.CONTAINER_IMAGE ?? '',
    registries: env.CONTAINER_REGISTRIES,
    cacheMib: env.CONTAINER_CACHE_MIB,
    limits: {
      cpus: env.CONTAINER_CPUS ?? usual.cpus,
      memoryMib: env.CONTAINER_MEMORY_MIB ?? usual.memoryMib,
      diskMib: env.CONTAINER_DISK_MIB ?? usual.diskMib,
      processes: env.CONTAINER_PROCESSES ?? usual.processes,
    },
    cdiDevices: env.CONTAINER_DEVICES,
    isWhole: env.CONTAINER_WHOLE === 'true',
    isDiskUsual: env.CONTAINER_DISK_MIB === undefined,
    isolation: env.CONTAINER_ISOLATION,
    network: {
      machineNamespace: null,
      nft: env.CONTAINER_NFT ?? 'nft',
      wireguard: { wg: env.CONTAINER_WG ?? 'wg', go: env.CONTAINER_WIREGUARD_GO ?? 'wireguard-go' },
    },
    resolvers: env.CONTAINER_RESOLVERS,
  }
}
