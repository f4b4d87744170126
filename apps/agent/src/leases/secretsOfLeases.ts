import { errorTable, type Hex32, hex32, isRefusal, openSecrets, type Secrets, type SecretsRefusal } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { StoredLease } from './leaseStore.ts'
import type { RunningLease } from './runningLease.ts'

/** What the keeper of the leases does for their secrets. */
export type SecretsPlace = {
  lease: (leaseId: string) => RunningLease
  all: () => Iterable<RunningLease>
  /** The pair that secrets are sealed to for a node. */
  boxOf: (nodeId: string) => { boxKey: Hex32; boxSecret: Hex32 }
  change: (leaseId: string, change: Partial<Pick<StoredLease, 'secrets' | 'secretsBox'>>) => Promise<void>
  tell: (leaseId: string, text: string) => Promise<void>
  logger: Logger
}

/** The secrets of the leases: opened in memory, in their box on disk. */
export class SecretsOfLeases {
  readonly #place: SecretsPlace

  constructor(place: SecretsPlace) {
    this.#place = place
  }

  /** Opens sealed secrets with the key of the lease's node and holds them against what the renter signed. Changes nothing. */
  async open(leaseId: string, box: string): Promise<Secrets | SecretsRefusal> {
    const { nodeId, signedSecrets } = this.#place.lease(leaseId).stored
    const { boxKey, boxSecret } = this.#place.boxOf(nodeId)
    if (signedSecrets === null) return { rejected: 'lease.secrets_differ', detail: 'none were signed' }
    return openSecrets({ box, boxSecret, owner: { nodeId: hex32(nodeId), boxKey }, secrets: signedSecrets })
  }

  /** The secrets that a lease was given; null while it has none. */
  async of(leaseId: string): Promise<Secrets | null> {
    const { secretsBox } = this.#place.lease(leaseId).stored
    const opened = secretsBox === null ? null : await this.open(leaseId, secretsBox)
    return opened === null || isRefusal(opened) ? null : opened
  }

  /** Gives opened secrets to everything that starts in the lease from now on. On disk they stay in their box. */
  async take(leaseId: string, { box, secrets }: { box: string; secrets: Secrets }): Promise<void> {
    const { change, tell, logger } = this.#place
    const { sandbox, stored } = this.#place.lease(leaseId)
    await sandbox.giveSecrets(secrets.values)
    await change(leaseId, { secrets: 'here', secretsBox: box })
    if (stored.secrets === 'asked')
      await tell(leaseId, 'your secrets are here; a shell that is open now does not have them: end it with exit, and the next one does')
    logger.info({ leaseId }, 'the secrets of the lease are here')
  }

  /** Says once that the lease waits for its secrets. */
  async ask(leaseId: string): Promise<void> {
    const { change, tell } = this.#place
    await tell(leaseId, `waiting for your secrets: hand them in on the page of the lease, or with: infinitio secrets ${leaseId}`)
    await change(leaseId, { secrets: 'asked' })
  }

  /** Says that the secrets that were handed in could not be used. */
  async tellOfRefusal(leaseId: string, code: SecretsRefusal['rejected']): Promise<void> {
    const { change, tell } = this.#place
    await tell(leaseId, `${code}: ${errorTable[code].sentence}`)
    await change(leaseId, { secrets: 'asked' })
  }

  /** After a start, or what starts in the leases next would be without them. */
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
      logger.error({ leaseId, code: opened.rejected }, 'the secrets on disk do not open any more; the renter is asked again')
      await change(leaseId, { secrets: 'wanted', secretsBox: null })
    }
  }
}
