import { readAddresses } from '@infinitio/chain'
import { createChainClient, SignerAwayError } from '@infinitio/chain/node'
import { type Db, holdLock } from '@infinitio/db'
import { type Address, pTokenUnits } from '@infinitio/domain'
import { EnvironmentError, type Logger } from '@infinitio/process'
import type { EngineEnv } from './engineEnv.ts'
import { wallClock } from './loop/clock.ts'
import { openAttestor } from './signers/openAttestor.ts'
import { type OpenedSigner, type OpenedSigners, openSigners } from './signers/openSigners.ts'
import type { SenderPlace } from './signers/senderEnv.ts'
import { runWorker, type Worker, type WorkerOptions } from './worker/runWorker.ts'

const RETRY_MS = 1_000

/**
 * A key that sends transactions: where the key is stored (`place`), and its work: all work, only transactions of running leases, or only payments of the
 * operator's shares.
 */
type Lane = { readonly place: SenderPlace; readonly work: 'all' | 'leases' | 'shares' }

type Setting = { env: EngineEnv; logger: Logger; onFatal: (error: unknown) => void; db: Db }

/**
 * Starts one worker for each key in SENDERS, LEASE_SENDERS and SHARE_SENDER. A key in a file or a variable must exist. An external signing program may be
 * unavailable at first; the workers of its keys start once it answers. Throws EnvironmentError for an unusable key.
 */
export async function startSenders(setting: Setting): Promise<Worker> {
  const { env, logger, onFatal } = setting
  const named = [...(env.SENDER_KEY_FILE === undefined ? [] : [{ kind: 'file' as const, path: env.SENDER_KEY_FILE }]), ...env.SENDERS]
  if (named.length === 0) throw new EnvironmentError('SENDERS or SENDER_KEY_FILE must name the keys that send')
  const attestor = env.ATTESTOR_KEY_FILE === undefined ? null : openAttestor(env.ATTESTOR_KEY_FILE)
  const workers = new Map<Address, Worker>()
  const closes: (() => void)[] = []
  const stopping = new AbortController()
  const lanes = (places: readonly SenderPlace[], work: Lane['work']) => places.map((place): Lane => ({ place, work }))
  const places = [...lanes(named, 'all'), ...lanes(env.LEASE_SENDERS, 'leases'), ...lanes(env.SHARE_SENDER, 'shares')]
  const begin = async ({ place, work }: Lane): Promise<void> => {
    const opened = await openWhenThere(place, { logger, signal: stopping.signal })
    if (opened === null) return
    closes.push(opened.close)
    for (const one of opened.signers) {
      const { address } = one.signer
      if (workers.has(address)) throw new EnvironmentError(`the sender ${address} is named twice`)
      logger.info({ sender: address, place: place.kind, work }, 'sender key')
      workers.set(address, runWorker({ ...optionsOf(setting, { ...one, work }), attestor: work === 'all' ? attestor : null }))
    }
  }
  for (const lane of places) {
    if (lane.place.kind === 'file' || lane.place.kind === 'env') await begin(lane)
    else void begin(lane).catch(onFatal)
  }
  return {
    async stop() {
      stopping.abort()
      await Promise.all([...workers.values()].map((worker) => worker.stop()))
      for (const close of closes) close()
    },
  }
}

/** Retries once a second while an external signer is unavailable. Returns null if the worker stops first. */
async function openWhenThere(place: SenderPlace, { logger, signal }: { logger: Logger; signal: AbortSignal }): Promise<OpenedSigners | null> {
  while (!signal.aborted) {
    try {
      const opened = await openSigners(place)
      if (!signal.aborted) return opened
      opened.close()
    } catch (error) {
      if (!(error instanceof SignerAwayError)) throw error
      logger.error({ place, reason: error.message }, 'a signer is away at start; trying once a second')
      const { ended, cut } = wallClock.wait(RETRY_MS)
      signal.addEventListener('abort', cut, { once: true })
      await ended
    }
  }
  return null
}

type LaneSigner = OpenedSigner & Pick<Lane, 'work'>

function optionsOf({ env, logger, onFatal, db }: Setting, { signer, isDevelopmentKey, work }: LaneSigner): Omit<WorkerOptions, 'attestor'> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: env.RPC_TIMEOUT_MS })
  const limits = {
    maxFeePerGas: env.MAX_FEE_PER_GAS,
    stuckAfterMs: env.STUCK_AFTER_MS,
    maxInFlight: env.MAX_IN_FLIGHT,
    lowGasTransactions: env.LOW_GAS_TRANSACTIONS,
    isRetiring: env.RETIRING_SENDERS.includes(signer.address),
    isLeaseLane: work === 'leases',
    isShareLane: work === 'shares',
    settleTerms: {
      relayFee: pTokenUnits(env.RELAY_FEE),
      leastLeaseValue: pTokenUnits(env.LEAST_LEASE_VALUE),
      smallLeaseFee: pTokenUnits(env.SMALL_LEASE_FEE),
    },
  }
  return {
    ...{ db, client, onFatal, signer, isDevelopmentKey, limits, anchors: env.ANCHORS === 'on', sweepEveryMs: env.SWEEP_EVERY_MS, ...wallClock },
    logger: logger.child({ part: 'worker', sender: signer.address }),
    readAddresses: () => readAddresses(client, env.DIRECTORY_ADDRESS),
    holdLock: (lock) => holdLock({ url: env.WORKER_DATABASE_URL, ...lock }),
  }
}
