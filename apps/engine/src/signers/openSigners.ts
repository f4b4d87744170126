import { connectSigner, keySigner, type Signer, type SignerPlace } from '@infinitio/chain/node'
import { isDevelopmentKey, readKeyFile, signerEnvironment, takeKeyFromEnv, wellKnownKeys } from '@infinitio/process'
import type { SenderPlace } from './senderEnv.ts'

/** The signer of one of our addresses. `isDevelopmentKey` is true if its key may only sign on a development chain. */
export interface OpenedSigner {
  signer: Signer
  isDevelopmentKey: boolean
}

/**
 * The signers (keys that sign transactions) that belong to one entry of the setting `SENDERS`: a key file, a variable or an external signer. `close` closes the
 * connection to an external signer.
 */
export interface OpenedSigners {
  signers: OpenedSigner[]
  close: () => void
}

/**
 * Opens the keys of one entry in the senders' setting. Throws EnvironmentError if a key is missing, can be read by others or is invalid. Throws SignerAwayError
 * if an external signing program does not answer.
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

/**
 * Opens the signers of an external program. The program does not show their keys, so only a signer's address can show whether its key is a development key: it
 * is compared with the addresses of publicly known keys.
 */
async function ofSignerOutside(place: SignerPlace): Promise<OpenedSigners> {
  const { signers, close } = await connectSigner(place)
  const wellKnown = new Set(wellKnownKeys.map((key) => keySigner(key as `0x${string}`).address))
  return { signers: signers.map((signer) => ({ signer, isDevelopmentKey: wellKnown.has(signer.address) })), close }
}
