import { describe, expect, test } from 'vitest'
import { type Move, moveText } from './moveText.ts'

const move: Move = {
  ...{
    moveId: 'one',
    state: 'done',
    failedState: null,
    failedAt: null,
    code: null,
    fromLeaseId: '7',
    toLeaseId: '8',
    snapshotId: null,
    percent: null,
  },
  ...{ workingLeaseId: '8', oldEnded: true, oldLost: false, newOver: false, startedAt: 0, updatedAt: 0 },
}

describe('what is said of a move', () => {
  test('names the SSH command of a finished move, and an old lease that is still billed', () => {
    expect(moveText(move, spoken())).toBe('Lease 7 continues as lease 8, under its names.\ninfinitio ssh 7')
    expect(moveText({ ...move, oldEnded: false, code: 'lease.over' }, spoken())).toContain('could not be ended (lease.over): infinitio end 7')
  })

  test('names the lease that works after a cancelled move, and the empty one as long as it is billed', () => {
    const cancelled: Move = { ...move, state: 'cancelled', workingLeaseId: '7' }
    expect(moveText(cancelled, spoken())).toBe(
      'The move was cancelled. Lease 7 has your data and continues. Lease 8 is empty and billed: infinitio end 8',
    )
    expect(moveText({ ...cancelled, newOver: true }, spoken())).toBe('The move was cancelled. Lease 7 has your data and continues.')
  })

  test('from a lost machine promises nothing of the old lease, and is as good as any once it is done', () => {
    const cancelled: Move = { ...move, state: 'cancelled', workingLeaseId: '7', oldLost: true, newOver: true }
    expect(moveText(cancelled, spoken())).toBe('The move was cancelled. Lease 7 was lost with its machine. Its last snapshot is stored.')
    expect(moveText({ ...move, oldLost: true }, spoken())).toBe('Lease 7 continues as lease 8, under its names.\ninfinitio ssh 7')
  })

  test('names the lease that works after a failed move before it throws the code', () => {
    const { said, ...who } = spoken()
    const failed: Move = { ...move, state: 'failed', failedState: 'copying', failedAt: 'copying', code: 'snapshot.too_large', workingLeaseId: '7' }
    expect(() => moveText(failed, who)).toThrow(expect.objectContaining({ code: 'snapshot.too_large' }))
    expect(said).toEqual(['Lease 7 has your data and continues. Lease 8 is empty and billed: infinitio end 8'])
  })
})

function spoken() {
  const said: string[] = []
  return { leaseId: '7', say: (text: string) => void said.push(text), said }
}
