import { duplexPair } from 'node:stream'
import type { Logger } from '@infinitio/process'
import ssh2 from 'ssh2'
import type { LeaseDoor } from './leaseDoor.ts'
import { serveSsh } from './serveSsh.ts'

const withinMs = 10_000

/**
 * Checks that the lease's SSH server answers and has the node's host key, by connecting a client to it in memory. A signed Ready message promises this to the
 * renter. Rejects when the server does not answer or has another key.
 */
export async function probeSsh({
  hostKey,
  hostKeyBlob,
  door,
  logger,
}: {
  hostKey: string
  hostKeyBlob: Buffer
  door: LeaseDoor
  logger: Logger
}): Promise<void> {
  const [near, far] = duplexPair()
  serveSsh({ stream: far, hostKey, door, logger })
  const client = new ssh2.Client()
  try {
    await new Promise<void>((resolve, reject) => {
      const verify = (shown: Buffer): boolean => {
        if (shown.equals(hostKeyBlob)) resolve()
        else reject(new Error('our own SSH shows another host key than the one on chain'))
        return false
      }
      client.on('error', reject)
      client.connect({ sock: near, username: 'root', hostVerifier: verify, readyTimeout: withinMs })
    })
  } finally {
    client.end()
    near.destroy()
    far.destroy()
  }
}
