import { developmentChainId, type Signer } from '@infinitio/chain/node'
import type { HeldLock } from '@infinitio/db'
import { errorTable } from '@infinitio/domain'
import { EnvironmentError } from '@infinitio/process'
import type { OpenedAttestor } from '../signers/openAttestor.ts'
import type { Sender, SenderLimits } from './sender.ts'

/** The settings that a key needs to send transactions. */
export interface SenderOptions extends Pick<Sender, 'db' | 'client' | 'logger' | 'nowMs'> {
  signer: Signer
  /** True if the key was made for development or is publicly known. Such a key signs only on a development chain. */
  isDevelopmentKey: boolean
  limits: SenderLimits
  attestor?: OpenedAttestor | null
  /** Reads the contract addresses. After a failure it is called again, because the chain may be unavailable at start. */
  readAddresses: () => Promise<Sender['addresses']>
}

/** The gas that is assumed for a key's first transactions. */
const FIRST_GUESS_GAS = 400_000n

/** Prepares a key for sending. Throws EnvironmentError, before any signature, for a development key on another chain. */
export async function openSender(options: SenderOptions, claims: Pick<HeldLock, 'tryClaim' | 'releaseClaims'>): Promise<Sender> {
  const { db, client, logger, nowMs, signer, limits } = options
  const chainId = await client.getChainId()
  if (options.isDevelopmentKey && chainId !== developmentChainId)
    throw new EnvironmentError(`chain.development_key: ${errorTable['chain.development_key'].sentence} (sender ${signer.address}, chain ${chainId})`)
  if (options.attestor?.isDevelopmentKey === true && chainId !== developmentChainId)
    throw new EnvironmentError(
      `chain.development_key: ${errorTable['chain.development_key'].sentence} (attestor ${options.attestor.attestor.address}, chain ${chainId})`,
    )
  const addresses = await options.readAddresses()
  const balance = await client.getBalance({ address: signer.address })
  return {
    ...{
      db,
      client,
      logger,
      nowMs,
      signer,
      limits,
      claims,
      chainId,
      addresses,
      address: signer.address,
      attestor: options.attestor?.attestor ?? null,
    },
    ...{ nextNonce: null, advice: null, rest: null, inFlight: 0, nonceGap: 0, nonceLookAtMs: 0 },
    gas: { balance, readAtMs: 0, reserved: 0n, typical: FIRST_GUESS_GAS, isLow: false, saidLowAtMs: 0 },
    ...{ lastBroadcastAtMs: new Map(), waits: new Map(), retryAtMs: new Map(), relayReverts: new Map() },
  }
}
