import { createChainClient, rememberReads } from '@infinitio/chain/node'
import { address } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ValidatorEnv } from './env.ts'
import { boundedFetch } from './validator/boundedFetch.ts'
import { openKeptSecrets } from './validator/keptSecrets.ts'
import { openKeptEpochs } from './validator/keptEpochs.ts'
import { openKeptHours } from './validator/keptHours.ts'
import { openKeptSlots } from './validator/keptSlots.ts'
import type { OpenValidator, Timing, Validator } from './validator/validator.ts'
import { createTransport, epochEventLog } from '@infinitio/sdk/emission'
import { readAddresses, readEmissionAddresses } from '@infinitio/chain'

/**
 * Options of a validator. They do not contain the addresses of the contracts, which are read in the first round, because chain and API may not answer at the
 * start.
 */
export type ValidatorOptions = {
  readonly env: ValidatorEnv
  readonly logger: Logger
  readonly privateKey: Hex
  readonly dataDir: string
  readonly door: Timing['door']
  readonly chain: SharedChain
}

/** The connection of a process to the chain, with the cache of its reads. All validators of a process share it. */
export type SharedChain = Pick<Validator, 'client' | 'reads'>

const timeoutMs = 15_000

/** Opens a validator. Throws if its folder cannot be read. */
export function openValidator({
  env,
  logger: ofProcess,
  privateKey,
  dataDir,
  door,
  chain: { client, reads },
}: ValidatorOptions): Validator & { readonly find: () => Promise<OpenValidator | null> } {
  const directory = address(env.DIRECTORY_ADDRESS.toLowerCase())
  const transport = createTransport({ baseUrl: env.API_URL, fetch: boundedFetch() })
  const own = address(privateKeyToAccount(privateKey).address.toLowerCase())
  const logger = ofProcess.child({ validator: own })
  const validator: Validator = {
    address: own,
    ...{
      privateKey,
      ...{ client, reads, logger },
      workedOut: null,
      reputations: null,
      hosting: null,
      closed: null,
      epochSlots: new Map(),
      machines: { last: null, slots: new Map(), probes: new Map() },
      attested: new Map(),
      commitments: new Map(),
      deliveries: null,
      opened: null,
      fees: { providers: new Set(), readTo: -1n, splitHour: null },
      frauds: { lastAt: new Map(), readTo: null },
      set: null,
      checked: new Set(),
      doubles: { sent: new Set(), tried: new Set() },
      disputes: { ended: new Set(), againAt: new Map(), next: 1n },
      published: { terms: new Map(), readTo: -1n },
      nextItems: new Map(),
    },
    proofs: {
      kept: openKeptSlots(dataDir),
      ...{
        door,
        windowMs: env.PROOF_WINDOW_MS ?? null,
        seenMs: new Map(),
        zSeenMs: new Map(),
        ...{ nodeKeys: new Map(), sets: [], noSetAt: new Map() },
        chainTime: { at: 0n, readMs: Number.NEGATIVE_INFINITY },
        judging: { isBusy: false, last: 0n },
        refuting: null,
        wake: () => undefined,
      },
    },
    kept: openKeptEpochs(dataDir),
    keptHours: openKeptHours(dataDir),
    secrets: openKeptSecrets(dataDir),
    finalityBlocks: BigInt(env.FINALITY_BLOCKS),
    place: env.VALIDATOR_PLACE ?? null,
    rateFile: env.G_RATE_FILE ?? null,
    isTurn: ({ index, of }) => Math.floor(Date.now() / env.TURN_MS) % of === index,
  }
  const find = async (): Promise<OpenValidator | null> => {
    if (validator.opened === null) {
      const found = await readEmissionAddresses(client, directory)
      if (found === null) return null
      const [addresses, chainId] = await Promise.all([readAddresses(client, directory), client.getChainId()])
      const contracts = { addresses, ...found }
      validator.opened = { access: { client, transport, contracts, events: epochEventLog(client, contracts) }, addresses, chainId }
    }
    return validator as OpenValidator
  }
  return Object.assign(validator, { find })
}

/** Opens the chain for the validators of a process. */
export function openChain({ RPC_URL, DIRECTORY_ADDRESS }: ValidatorEnv): SharedChain {
  const reads = rememberReads(DIRECTORY_ADDRESS)
  return { client: createChainClient({ rpcUrl: RPC_URL, timeoutMs, memory: reads }), reads }
}
