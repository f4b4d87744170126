import { isForDevelopment, runsImages, runtimeKinds, usualMachineName } from '@infinitio/domain'
import { rpcUrl } from '@infinitio/process'
import { z } from 'zod'
import { modelServer, pricePerGpuHour } from './providerSettings.ts'
import { containerIsolations } from './containerIsolation.ts'
import { imageReference } from './imageReference.ts'

const placeForm = /^(?:\[([0-9A-Fa-f:.]+)\]|([^\s:,[\]]+)):(\d{1,5})$/
const mostGateways = 8

/** A setting that lists gateways: up to eight times `host:port`, separated by commas. IPv6 addresses are in brackets. */
export const gatewayPlaces = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((place) => place.trim())
      .filter((place) => place !== ''),
  )
  .pipe(z.array(z.string().regex(placeForm)).max(mostGateways))
  .transform((places) =>
    places.map((place) => {
      const [, bracketed, plain, port] = placeForm.exec(place) ?? []
      return { host: bracketed ?? plain ?? '', port: Number(port) }
    }),
  )
  .pipe(z.array(z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535) })))

/** Maximum number of nodes that one process serves. */
export const mostFleetNodes = 200

/**
 * The settings of the agent's process.
 * - API_URL: the web server's origin, with or without `/api/v1`.
 * - PROVIDER_KEY_FILE: file with one `0x` hex key. Without it, or while the file does not exist, this machine works under the mandate in its folder.
 * - AGENT_DATA_DIR: the agent's own folder.
 * - TUNNEL_HOST, TUNNEL_PORT: address at which a gateway accepts tunnels.
 * - TUNNEL_OTHERS: addresses of further gateways (host:port, separated by commas). A node keeps one tunnel to each.
 * - AGENT_NODE_NAME, AGENT_REGION (of the catalogue), AGENT_COUNTRY: how this machine is listed.
 * - AGENT_PRICE (PT per GPU-hour), AGENT_TRANSFERABLE (renters may transfer leases until they start): terms of this machine's first ask.
 * - AGENT_SIMULATED_NODES: number of nodes of a simulated fleet; by default one of each simulated machine.
 * - AGENT_SIMULATED_RENTERS: lets simulated renters trade on a simulated fleet, on the development chain.
 * - TASK_CHEATS: the fraction of the simulated providers that reveal wrong results of tasks.
 * - MODEL_SERVER: the base URL of a model server on this computer, such as http://127.0.0.1:8000/v1, for tasks that ask a model.
 * - MODEL_REQUESTS: the number of requests that the model server may get at once, 1 to 64. More than 1 is for servers whose answers do not depend on it.
 * - BLENDER: the path of Blender, or of a Python with its module bpy, for render tasks; by default, `blender` in the folders of PATH.
 * - AUDIT_CORES: the cores that leases do not get, because the machine checks tasks of others there while it is rented. A machine with fewer than four cores
 * gives all cores to leases.
 * - AGENT_RUNTIME: how leases run. The settings below are only for `container`.
 * - CONTAINER_IMAGE: the default image (name@sha256:…, or the id of a local image).
 * - CONTAINER_SOCKET, CONTAINER_NFT, CONTAINER_WG, CONTAINER_WIREGUARD_GO: paths of the engine's socket and of three programs; by default the usual paths.
 * - CONTAINER_MESH_HOST: the address at which other machines reach this one, for clusters, if no network interface has it.
 * - CONTAINER_CPUS, CONTAINER_MEMORY_MIB, CONTAINER_DISK_MIB, CONTAINER_PROCESSES: the limits of a lease with all GPUs.
 * - CONTAINER_DEVICES: the devices for leases (names of the Container Device Interface, separated by commas).
 * - CONTAINER_WHOLE: `true` rents the machine only as a whole; by default, leases can have some of its GPUs.
 * - CONTAINER_REGISTRIES, CONTAINER_CACHE_MIB: the registries that renters' images may come from, and the maximum size of cached images.
 * - CONTAINER_ISOLATION: the isolation of leases (container, gvisor or kata).
 * - CONTAINER_RESOLVERS: the name servers of leases (separated by commas).
 */
export const agentEnv = z
  .object({
    API_URL: z.url().transform((url) => url.replace(/\/api\/v1\/?$/, '')),
    RPC_URL: rpcUrl,
    TUNNEL_HOST: z.string().min(1),
    TUNNEL_PORT: z.coerce.number().int().min(1).max(65_535),
    TUNNEL_OTHERS: gatewayPlaces.default([]),
    AGENT_DATA_DIR: z.string().min(1),
    AGENT_FLEET: z.enum(['this-machine', 'simulated']),
    AGENT_SIMULATED_NODES: z.coerce.number().int().min(1).max(mostFleetNodes).optional(),
    AGENT_SIMULATED_RENTERS: z.enum(['true', 'false']).default('false'),
    MODEL_SERVER: modelServer.optional(),
    MODEL_REQUESTS: z.coerce.number().int().min(1).max(64).default(1),
    BLENDER: z.string().startsWith('/').optional(),
    AUDIT_CORES: z.coerce.number().int().min(0).max(1).default(1),
    TASK_CHEATS: z.coerce.number().min(0).max(1).default(0),
    PROVIDER_KEY_FILE: z.string().min(1).optional(),
    AGENT_NODE_NAME: z.string().min(1).max(60).default(usualMachineName),
    AGENT_REGION: z.string().min(1).max(60).default('local'),
    AGENT_COUNTRY: z.string().min(1).max(60).optional(),
    AGENT_PRICE: pricePerGpuHour.default('0.05'),
    AGENT_TRANSFERABLE: z.enum(['true', 'false']).default('false'),
    AGENT_RUNTIME: z.enum(runtimeKinds).default('local'),
    CONTAINER_IMAGE: z
      .string()
      .refine((text) => imageReference(text) !== null, { error: 'name it by digest: name@sha256:…, or the id of an image that is here' })
      .optional(),
    CONTAINER_SOCKET: z.string().startsWith('/').optional(),
    CONTAINER_NFT: z.string().startsWith('/').optional(),
    CONTAINER_WG: z.string().startsWith('/').optional(),
    CONTAINER_WIREGUARD_GO: z.string().startsWith('/').optional(),
    CONTAINER_MESH_HOST: z.union([z.ipv4(), z.ipv6()]).optional(),
    CONTAINER_CPUS: z.coerce.number().min(0.1).max(1_024).optional(),
    CONTAINER_MEMORY_MIB: z.coerce.number().int().min(64).optional(),
    CONTAINER_DISK_MIB: z.coerce.number().int().min(16).optional(),
    CONTAINER_PROCESSES: z.coerce.number().int().min(16).max(1_000_000).optional(),
    CONTAINER_DEVICES: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      )
      .pipe(z.array(z.string().regex(/^[a-z0-9.-]+\/[A-Za-z0-9_-]+=[A-Za-z0-9_.:-]+$/)).max(64))
      .default([]),
    CONTAINER_WHOLE: z.enum(['true', 'false']).default('false'),
    CONTAINER_REGISTRIES: z
      .string()
      .transform((text) => text.split(',').map((host) => host.trim()))
      .pipe(z.array(z.string().regex(/^[a-z0-9.-]+(:\d{1,5})?$/)).max(64))
      .default(['docker.io', 'ghcr.io', 'quay.io', 'nvcr.io', 'mcr.microsoft.com', 'public.ecr.aws', 'registry.gitlab.com']),
    CONTAINER_CACHE_MIB: z.coerce.number().int().min(64).default(102_400),
    CONTAINER_ISOLATION: z.enum(containerIsolations).default('container'),
    CONTAINER_RESOLVERS: z
      .string()
      .transform((text) => text.split(',').map((address) => address.trim()))
      .pipe(
        z
          .array(z.union([z.ipv4(), z.ipv6()]))
          .min(1)
          .max(3),
      )
      .default(['9.9.9.9', '1.1.1.1', '2620:fe::fe']),
  })
  .refine(({ AGENT_RUNTIME, CONTAINER_IMAGE }) => !runsImages({ runtime: AGENT_RUNTIME }) || CONTAINER_IMAGE !== undefined, {
    path: ['CONTAINER_IMAGE'],
    error: 'the container runtime needs an image that leases run in',
  })
  .refine(({ AGENT_RUNTIME, CONTAINER_ISOLATION }) => runsImages({ runtime: AGENT_RUNTIME }) || CONTAINER_ISOLATION === 'container', {
    path: ['CONTAINER_ISOLATION'],
    error: 'gVisor and Kata need the container runtime',
  })
  .refine(({ AGENT_RUNTIME, AGENT_FLEET }) => isForDevelopment(AGENT_RUNTIME) || AGENT_FLEET === 'this-machine', {
    path: ['AGENT_RUNTIME'],
    error: 'simulated machines have no containers',
  })
  .refine(({ AGENT_FLEET, AGENT_SIMULATED_RENTERS }) => AGENT_SIMULATED_RENTERS === 'false' || AGENT_FLEET === 'simulated', {
    path: ['AGENT_SIMULATED_RENTERS'],
    error: 'simulated renters use simulated machines only',
  })
  .refine(({ AGENT_FLEET, TASK_CHEATS }) => TASK_CHEATS === 0 || AGENT_FLEET === 'simulated', {
    path: ['TASK_CHEATS'],
    error: 'only simulated machines show wrong results',
  })
  .refine(({ AGENT_FLEET, PROVIDER_KEY_FILE }) => AGENT_FLEET === 'this-machine' || PROVIDER_KEY_FILE !== undefined, {
    path: ['PROVIDER_KEY_FILE'],
    error: 'the accounts of simulated providers are made from a key',
  })

/** The parsed settings. */
export type AgentEnv = z.output<typeof agentEnv>
