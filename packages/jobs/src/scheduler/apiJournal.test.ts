import { hex32 } from '@infinitio/domain'
import { noteJobEventWire } from '@infinitio/domain/wire'
import { describe, expect, it } from 'vitest'
import { fakeMarket, refusedAs } from '../../test/index.ts'
import { apiJournal } from './apiJournal.ts'

const jobId = hex32(`0x${'01'.repeat(32)}`)
const failed = { kind: 'failed', task: 'sum', reason: 'no', isFinal: false, lost: [2] } as const

describe('the journal of a job at the market', () => {
  it('has all events and the number of the last one', async () => {
    const events = [{ kind: 'started' }, failed].map((event, index) => ({ number: index + 4, at: 1, event }))
    const { journal, asked } = journalOf(() => ({ body: { events } }))
    expect(await journal.read()).toEqual({ events: [{ kind: 'started' }, failed], last: 5, times: [1, 1] })
    expect(asked.map(({ path }) => path)).toEqual([`/api/v1/jobs/${jobId}`])
    expect((await journalOf(() => ({ body: { events: [] } })).journal.read()).last).toBe(0)
  })

  it('notes an event after the one that it knows, and says when another program was first', async () => {
    const first = journalOf(() => ({ body: { number: 8 } }))
    expect(await first.journal.note(7, failed)).toBe(8)
    expect(first.asked[0]?.body).toEqual({ after: 7, event: failed })
    expect(await journalOf(() => refusedAs('task.job_moved_on', 409)).journal.note(7, failed)).toBeNull()
  })

  it('throws every other refusal, so that nobody takes a lost event for a noted one', async () => {
    for (const [code, status] of [
      ['task.job_step_refused', 409],
      ['api.internal', 500],
    ] as const)
      await expect(journalOf(() => refusedAs(code, status)).journal.note(7, failed)).rejects.toMatchObject({ code })
  })

  it('stores events of a lease in their JSON form, and reads them again as they were', async () => {
    const plan = { gpus: 1, seconds: 60, maxPricePerGpuSecond: 3n, cost: { time: 180n, fees: 5n, total: 185n } }
    const events = [
      { kind: 'leasePlanned', task: 'train', lease: plan },
      { kind: 'orderRefused', task: 'train', epoch: 0, reason: 'no', isFinal: false },
      { kind: 'leased', task: 'train', epoch: 0, leaseId: '7' },
      { kind: 'checkpointed', task: 'train', epoch: 0, name: 'step-1', manifest: jobId },
      { kind: 'finished', task: 'train', epoch: 0, outcome: { kind: 'lost', reason: 'no power' } },
      { kind: 'leaseEnded', task: 'train', epoch: 0, paid: 12n },
    ] as const
    const { journal, asked } = journalOf(() => ({ body: { number: 8 } }))
    for (const event of events) await journal.note(7, event)
    const stored = asked.map(({ body }) => noteJobEventWire.parse(body).event)
    const { journal: again } = journalOf(() => ({ body: { events: stored.map((event, index) => ({ number: index + 1, at: 1, event })) } }))
    expect((await again.read()).events).toEqual(events)
  })

  it('shortens a reason, which may come from a rented machine, to text that the market stores', async () => {
    const { journal, asked } = journalOf(() => ({ body: { number: 8 } }))
    const outcome = { kind: 'failed', reason: `\n${'\u{1f680}'.repeat(900)}`, isFinal: true } as const
    await journal.note(7, { kind: 'finished', task: 'train', epoch: 0, outcome })
    const { event } = noteJobEventWire.parse(asked[0]?.body)
    const reason = event.kind === 'finished' && event.outcome.kind === 'failed' ? event.outcome.reason : ''
    expect([reason.length, reason.isWellFormed(), reason.startsWith(' ')]).toEqual([1_000, true, true])
  })

  it('asks for nothing while the list of work says that nothing happened, and looks at a job that left the list', async () => {
    const at = (newest: number | null) => journalOf(() => ({ body: {} }), newest).journal.hasMore(7)
    expect([await at(7), await at(8), await at(null)]).toEqual([false, true, true])
  })
})

function journalOf(answer: Parameters<typeof fakeMarket>[0], newest: number | null = 7) {
  const { session, asked } = fakeMarket(answer)
  return { journal: apiJournal({ session, jobId, newest: () => newest }), asked }
}
