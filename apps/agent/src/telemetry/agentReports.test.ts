import { describe, expect, test, vi } from 'vitest'
import { agentReportWire } from '@infinitio/domain/wire'
import { AgentLog } from '../logs/agentLog.ts'
import { AgentReports } from './agentReports.ts'

const line = (msg: string) => JSON.stringify({ level: 'info', time: new Date().toISOString(), msg })

describe('the reports of an agent', () => {
  test('go out every 30 s with new lines, and again after a failure', async () => {
    let nowMs = 1_000
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
    const log = new AgentLog()
    const reports = new AgentReports(log)
    const sent: string[][] = []
    const send = async (report: Parameters<Parameters<AgentReports['send']>[0]>[0]) => {
      expect(agentReportWire.safeParse({ nodes: [`0x${'1'.repeat(64)}`], ...report }).success).toBe(true)
      sent.push(report.lines.map(({ text }) => text))
    }
    log.note(line('first'))
    await reports.send(send)
    log.note(line('second'))
    await reports.send(send)
    nowMs += 30_000
    await expect(reports.send(() => Promise.reject(new Error('away')))).rejects.toThrow('away')
    nowMs += 30_000
    log.note(line('third'))
    await reports.send(send)
    nowMs += 30_000
    await reports.send(send)
    expect(sent).toEqual([['first'], ['second', 'third'], []])
    vi.restoreAllMocks()
  })
})
