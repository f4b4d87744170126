import { errorTable, type Hex32, hex32, isRefusal, openSecrets, type Secrets, type SecretsRefusal } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

/** The functions of the lease keeper that `SecretsOfLeases` calls. */
export type SecretsPlace = {
  lease: (leaseId: string) => RunningLease
  all: () => Iterable<RunningLease>
  /** Returns the key pair of a node. Secrets are encrypted to its public key. */
  boxOf: (nodeId: string) => { boxKey: Hex32; boxSecret: Hex32 }
  change: (leaseId: string, change: Partial<Pick<StoredLease, 'secrets' | 'secretsBox'>>) => Promise<void>
  tell: (leaseId: string, text: string) => Promise<void>
  logger: Logger
}

/** The secrets of the leases: decrypted only in memory, encrypted on disk. */
export class SecretsOfLeases {
  readonly #place: SecretsPlace

  constructor(place: SecretsPlace) {
    this.#place = place
  }

  /** Decrypts secrets with the key of the lease's node and checks them against the renter's signed commitment. Stores nothing. */
  async open(leaseId: string, box: string): Promise<Secrets | SecretsRefusal> {
    const { nodeId, signedSecrets } = this.#place.lease(leaseId).stored
    const { boxKey, boxSecret } = this.#place.boxOf(nodeId)
    if (signedSecrets === null) return { rejected: 'lease.secrets_differ', detail: 'none were signed' }
    return openSecrets({ box, boxSecret, owner: { nodeId: hex32(nodeId), boxKey }, secrets: signedSecrets })
  }

  /** Returns the secrets of a lease; null while it has none, or if they cannot be decrypted. */
  async of(leaseId: string): Promise<Secrets | null> {
    const { secretsBox } = this.#place.lease(leaseId).stored
    const opened = secretsBox === null ? null : await this.open(leaseId, secretsBox)
    return opened === null || isRefusal(opened) ? null : opened
  }

  /** Gives decrypted secrets to every process that starts in the lease from now on. Stores them only in encrypted form. */
  async take(leaseId: string, { box, secrets }: { box: string; secrets: Secrets }): Promise<void> {
    const { change, tell, logger } = this.#place
    const { sandbox, stored } = this.#place.lease(leaseId)
    await sandbox.giveSecrets(secrets.values)
    await change(leaseId, { secrets: 'here', secretsBox: box })
    if (stored.secrets === 'asked')
      await tell(leaseId, 'your secrets are here; a shell that is open now does not have them: end it with exit, and the next one does')
    logger.info({ leaseId }, 'the secrets of the lease arrived')
  }

  /** Writes to the lease's log and sessions that the lease waits for the renter's secrets, and stores that this was done. */
  async ask(leaseId: string): Promise<void> {
    const { change, tell } = this.#place
    await tell(leaseId, `waiting for your secrets: hand them in on the page of the lease, or with: infinitio secrets ${leaseId}`)
    await change(leaseId, { secrets: 'asked' })
  }

  /** Writes to the lease's log and sessions why its secrets could not be used. */
  async tellOfRefusal(leaseId: string, code: SecretsRefusal['rejected']): Promise<void> {
    const { change, tell } = this.#place
    await tell(leaseId, `${code}: ${errorTable[code].sentence}`)
    await change(leaseId, { secrets: 'asked' })
  }

  /**
   * Decrypts the stored secrets after a start of the agent, so that new processes in the leases get them. Deletes secrets that cannot be decrypted, and marks
   * them as wanted again.
   */
  async reopen(): Promise<void> {
    const { all, change, logger } = this.#place
    for (const { stored, sandbox } of all()) {
      const { leaseId, secretsBox } = stored
      if (secretsBox === null || stored.phase === 'removing') continue
      const opened = await this.open(leaseId, secretsBox)
      if (!isRefusal(opened)) {
        await sandbox.giveSecrets(opened.values)
        continue
      }
      logger.error({ leaseId, code: opened.rejected }, 'the stored secrets of the lease cannot be decrypted, and the agent asks the renter again')
      await change(leaseId, { secrets: 'wanted', secretsBox: null })
    }
  }
}
