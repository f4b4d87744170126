import { connectSigner, keySigner, type Signer, type SignerPlace } from '@infinitio/chain/node'
import { isDevelopmentKey, readKeyFile, signerEnvironment, takeKeyFromEnv, wellKnownKeys } from '@infinitio/process'
import type { SenderPlace } from './parseSender.ts'

/** A signer of one of our addresses, and whether its key may sign on a development chain only. */
export interface OpenedSigner {
  signer: Signer
  isDevelopmentKey: boolean
}

/** The signers of one place; `close` ends the line to a signer outside. */
export interface OpenedSigners {
  signers: OpenedSigner[]
  close: () => void
}

/**
 * Opens a sender's key. Throws EnvironmentError for a key that is not there, that others may read, or that is no key, and
 * SignerAwayError when a signer outside does not answer.
 */
export async function openSigners(place: SenderPlace): Promise<OpenedSigners> {
  switch (place.kind) {
    case 'file':
      return ofKey(readKeyFile(place.path))
    case 'env':
      return ofKey(takeKeyFromEnv(place.name))
    case 'unix':
      return ofSignerOutside({ socket: place.socket })
    case 'exec':
      return ofSignerOutside({ program: place.program, args: place.args, env: signerEnvironment() })
  }
}

function ofKey(key: `0x${string}`): OpenedSigners {
  return { signers: [{ signer: keySigner(key), isDevelopmentKey: isDevelopmentKey(key) }], close: () => {} }
}

/** Of a key that we never see, the address tells whether everybody has it. */
async function ofSignerOutside(place: SignerPlace): Promise<OpenedSigners> {
  const { signers, close } = await connectSigner(place)
  const wellKnown = new Set(wellKnownKeys.map((key) => keySigner(key as `0x${string}`).address))
  return { signers: signers.map((signer) => ({ signer, isDevelopmentKey: wellKnown.has(signer.address) })), close }
}
