import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Writable } from 'node:stream'
import { type Client, InfinitioError, refusal } from '@infinitio/sdk'
import type { Say } from '../context/settings.ts'
import type { Interrupts } from '../terminal/interrupts.ts'
import { followJob, type JobLine } from './followJob.ts'
import { type SshTarget, sshTarget } from './sshTarget.ts'

const mostFirstTries = 5
const longestPauseMs = 10_000
/** Allowed difference between the chain's clock and the local clock, in seconds. */
const clockSlackSeconds = 60

/**
 * Runs a command on a lease until the command ends. After a lost connection, reconnects while the lease is live. Writes the output to `to` and forwards the
 * first signal to the command. Resolves with the exit code, or null if `interrupts` aborts. Throws `lease.ssh_failed` if the machine was never reached, and
 * `lease.over` or `lease.node_lost` if the lease ends first.
 */
export async function runJob(
  { client, leaseId, identity }: { client: Client; leaseId: string; identity: string | undefined },
  { words, to, interrupts, say }: { words: readonly string[]; to: { out: Writable; err: Writable }; interrupts: Interrupts; say: Say },
): Promise<number | null> {
  const id = randomBytes(16).toString('hex')
  const job = { folder: `.infinitio/job-${id.slice(0, 8)}`, mark: `infinitio-${id}:`, words }
  const seen = { out: 0, err: 0 }
  let line: JobLine | null = null
  let unsent: NodeJS.Signals | null = null
  interrupts.passTo((name) => {
    say('Passed on to the command. Once more ends the lease.')
    if (line === null) unsent = name
    else line.send(name)
  })
  const close = (): void => line?.close()
  interrupts.signal.addEventListener('abort', close)
  let target: SshTarget | null = null
  let wasReached = false
  try {
    for (let tries = 1; !interrupts.signal.aborted; tries += 1) {
      target = await targetNow(client, { leaseId, identity, before: target })
      line = followJob(target, { job, seen, to })
      if (unsent !== null) line.send(unsent)
      unsent = null
      const end = await line.ended
      line = null
      if (end.code !== null) return end.code
      if (interrupts.signal.aborted) return null
      if (end.reached) tries = 1
      wasReached ||= end.reached
      if (!wasReached && tries >= mostFirstTries) throw refusal('lease.ssh_failed', { detail: `lease ${leaseId}: ${end.why}` })
      const until = new Date(target.lease.endsAt * 1_000).toISOString().slice(0, 16)
      const what = wasReached ? 'Connection lost. The command keeps running.' : 'Not connected.'
      say(`${what} Trying again${wasReached ? ` until the lease ends, ${until} UTC` : ''}. ${end.why}`.trim())
      // When the signal aborts, this pause ends with an error. Ignore it; the loop then ends, too.
      await pause(Math.min(longestPauseMs, 500 * 2 ** tries), undefined, { signal: interrupts.signal }).catch(() => undefined)
    }
    return null
  } finally {
    interrupts.signal.removeEventListener('abort', close)
    interrupts.passTo(null)
  }
}

/**
 * Returns the current SSH address of the lease. If the market does not answer or the session has ended, returns the last known address, but not after the
 * lease's end.
 */
async function targetNow(
  client: Client,
  { leaseId, identity, before }: { leaseId: string; identity: string | undefined; before: SshTarget | null },
): Promise<SshTarget> {
  try {
    const target = await sshTarget(client, { leaseId, identity })
    if (target.lease.lost !== null) throw refusal('lease.node_lost', { detail: `lease ${leaseId}` })
    return target
  } catch (error) {
    const isAway = error instanceof InfinitioError && (error.status === 0 || error.status >= 500 || error.code.startsWith('auth.session'))
    if (!isAway || before === null) throw error
    if (Date.now() / 1_000 > before.lease.endsAt + clockSlackSeconds) throw refusal('lease.over', { detail: `lease ${leaseId}` })
    return before
  }
}
