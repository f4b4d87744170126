import { type Address, address } from '@infinitio/domain'
import type { PoolCallWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type ContractCall, type OwnSender, signPoolCall, type TaskPool } from '@infinitio/sdk/pool'
import type { SigningNode } from '../market/marketSession.ts'

/**
 * Signs calls of this agent's machines to the task pool and gives them to the market, which sends them. If a call is not in a block in time, sends it from the
 * machine's account, which pays the gas, because a late call costs the provider a stake.
 */
export type PoolSender = {
  /**
   * Begins to send a call of a machine and returns true. `name` identifies the call. Returns false and sends nothing if a call with this name was begun less
   * than 15 s ago (2 s if it failed), so that the caller may repeat a call until it is in a block. First asks the chain whether it would accept the call, so
   * that a refused call costs no gas.
   */
  readonly send: (name: string, sent: { readonly account: SigningNode['account']; readonly call: ContractCall; readonly waitMs: number }) => boolean
}

type Parts = {
  readonly pool: Pick<TaskPool, 'domain' | 'trial' | 'now'>
  readonly relay: (signed: PoolCallWire) => Promise<unknown>
  readonly own: OwnSender
  /** How many milliseconds the market has to send a call. After that time, the machine sends the call itself. */
  readonly patienceMs?: number
  readonly logger: Logger
}

/** A call is sent again if it is in no block after this many milliseconds. */
const againAfterMs = 15_000
const refusedAgainAfterMs = 2_000
const usualPatienceMs = 60_000
/** A call that is due again more than this many milliseconds after it first became due is treated as a new call, so the market gets its time again. */
const forgottenAfterMs = 3_600_000

/** Creates the sender. */
export function createPoolSender({ pool, relay, own, logger, patienceMs = usualPatienceMs }: Parts): PoolSender {
  const notBefore = new Map<string, number>()
  const dueSince = new Map<string, number>()

  async function sendOne(name: string, { account, call, waitMs }: Parameters<PoolSender['send']>[1]): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    const from: Address = address(account.address.toLowerCase())
    const refusal = await pool.trial(from, call)
    if (refusal !== null) {
      notBefore.set(name, performance.now() + refusedAgainAfterMs)
      logger.debug({ name, refusal }, 'the chain would refuse this call of the task pool now')
      return
    }
    const since = dueSince.get(name) ?? performance.now()
    dueSince.set(name, since)
    if (performance.now() - since >= patienceMs && (await own.callsLeft(from)) >= 1) {
      const hash = await own.send(account, call)
      logger.warn({ name, hash }, 'the market did not send this call of the task pool in time; it was sent with the gas of this machine')
      return
    }
    const chain = { chainId: pool.domain.chainId, chainNow: await pool.now() }
    await relay(await signPoolCall(account, { call, chain }))
  }

  return {
    send(name, sent) {
      const now = performance.now()
      if ((notBefore.get(name) ?? 0) > now) return false
      for (const [known, until] of notBefore) if (until < now) notBefore.delete(known)
      for (const [known, since] of dueSince) if (since < now - forgottenAfterMs) dueSince.delete(known)
      notBefore.set(name, now + againAfterMs)
      sendOne(name, sent).catch((error: unknown) => {
        notBefore.set(name, performance.now() + refusedAgainAfterMs)
        logger.warn({ err: error, name }, 'a call of the task pool could not be sent yet')
      })
      return true
    },
  }
}
