import { hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { fakeMarket, refusedAs } from '../../test/index.ts'
import { apiJournal } from './apiJournal.ts'

const jobId = hex32(`0x${'01'.repeat(32)}`)
const failed = { kind: 'failed', task: 'sum', reason: 'no', isFinal: false, lost: [2] } as const

describe('the journal of a job at the market', () => {
  it('has all events and the number of the last one', async () => {
    const events = [{ kind: 'started' }, failed].map((event, index) => ({ number: index + 4, at: 1, event }))
    const { journal, asked } = journalOf(() => ({ body: { events } }))
    expect(await journal.read()).toEqual({ events: [{ kind: 'started' }, failed], last: 5 })
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

  it('stores no event of a lease, which the market does not know', async () => {
    const { journal, asked } = journalOf(() => ({ body: { number: 8 } }))
    await expect(journal.note(7, { kind: 'orderRefused', task: 'sum', epoch: 1, reason: 'no', isFinal: false })).rejects.toThrow('leases')
    expect(asked).toEqual([])
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
