import { type ChildProcess, fork } from 'node:child_process'
import type { Logger } from '@infinitio/process'
import { type Fleet, readFleet } from './fleetFile.ts'

const againAfterMs = 10 * 60_000
const firstRetryMs = 1_000
const longestRetryMs = 15_000

/**
 * Starts short processes that provision: they put the nodes on the market. One runs at the start, one soon after a failure, and one every 10 minutes, so that a
 * missing or expiring ask is signed again.
 */
export class ProvisionRuns {
  readonly #entry: string
  readonly #logger: Logger
  readonly #dataDir: string
  readonly #registered: Promise<void>
  readonly #listeners: (() => void)[] = []
  #resolveRegistered: () => void = () => {}
  #timer: NodeJS.Timeout | null = null
  #child: ChildProcess | null = null
  #retryMs = firstRetryMs
  #stopped = false
  #isSoon = false
  #isOutdated = false

  constructor({ entry, dataDir, logger }: { entry: string; dataDir: string; logger: Logger }) {
    this.#entry = entry
    this.#dataDir = dataDir
    this.#logger = logger
    this.#registered = new Promise((resolve) => {
      this.#resolveRegistered = resolve
    })
  }

  /**
   * Makes the next provisioning run start soon, because the result of the last run, or of the present one, is probably outdated. Several calls cause only one
   * early run.
   */
  again(): void {
    this.#isOutdated = this.#child !== null
    if (this.#timer === null || this.#isSoon) return
    this.#isSoon = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.start(), longestRetryMs)
  }

  start(): void {
    this.#timer = null
    this.#isSoon = false
    this.#isOutdated = false
    const child = fork(this.#entry, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#child = child
    child.on('message', () => {
      this.#resolveRegistered()
      for (const listener of this.#listeners) listener()
    })
    child.on('error', (error) => this.#logger.error({ err: error }, 'the program that registers machines could not start'))
    child.once('exit', (code) => {
      this.#child = null
      if (this.#stopped) return
      const nextMs = this.#isOutdated ? longestRetryMs : againAfterMs
      const pauseMs = code === 0 ? nextMs : this.#retryMs
      this.#retryMs = code === 0 ? firstRetryMs : Math.min(longestRetryMs, this.#retryMs * 2)
      this.#timer = setTimeout(() => this.start(), pauseMs)
    })
  }

  /** Returns the nodes to serve. If an earlier provisioning run stored nodes, returns them immediately; otherwise waits until this run has registered them. */
  async fleet(): Promise<Fleet> {
    const earlier = await readFleet(this.#dataDir)
    if (earlier !== null) return earlier
    await this.#registered
    const fleet = await readFleet(this.#dataDir)
    if (fleet === null) throw new Error('provisioning said it is done and left no fleet.json')
    return fleet
  }

  /** Calls `listener` when a later provisioning run finds other nodes than `serving`, or when the Directory contract has a new gateway key. */
  onOtherFleet(serving: Fleet, listener: () => void): void {
    const compare = async (): Promise<void> => {
      const now = await readFleet(this.#dataDir)
      if (now !== null && JSON.stringify(now) !== JSON.stringify(serving)) listener()
    }
    // If the stored fleet cannot be read, the agent continues to serve the old fleet, and compares again after the next provisioning run.
    const look = (): void =>
      void compare().catch((error: unknown) => this.#logger.warn({ err: error }, 'the list of registered machines cannot be read'))
    this.#listeners.push(look)
    look()
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#child?.kill('SIGTERM')
  }
}
