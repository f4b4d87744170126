import os from 'node:os'
import { type AgentReportWire, mostReportedLines } from '@infinitio/domain/wire'
import { agentVersion } from '../control/agentVersion.ts'
import type { AgentLog } from '../logs/agentLog.ts'

type Report = Omit<AgentReportWire, 'nodes'>

const everyMs = 30_000
const mostVersionCharacters = 60

/** Reports the agent's version, the start times of the agent and the machine, and new lines of the agent's log, at most every 30 s. */
export class AgentReports {
  readonly #log: AgentLog
  readonly #startedAt = Math.floor(Date.now() / 1_000)
  readonly #version = agentVersion()
  #sentAtMs: number | null = null
  /** Number of the last log line that the market accepted. */
  #sent = 0

  constructor(log: AgentLog) {
    this.#log = log
  }

  /**
   * Sends a report if the last attempt was at least 30 s ago. After a failure, the next report has the same lines again. Rejects with the error of the given
   * `send`.
   */
  async send(send: (report: Report) => Promise<unknown>): Promise<void> {
    const nowMs = performance.now()
    if (this.#sentAtMs !== null && nowMs - this.#sentAtMs < everyMs) return
    this.#sentAtMs = nowMs
    const lines = this.#log.after(this.#sent, mostReportedLines)
    const version = (await this.#version).slice(0, mostVersionCharacters)
    await send({ version, startedAt: this.#startedAt, bootedAt: Math.floor(Date.now() / 1_000 - os.uptime()), lines })
    this.#sent = lines.at(-1)?.n ?? this.#sent
  }
}
