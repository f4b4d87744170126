import { describe, expect, test } from 'vitest'
import { overReason, pauseBefore, readGatewayMessage } from '#web/features/terminal/terminalMessage.ts'

describe('terminalMessage', () => {
  test('reads what the gateway says and passes over what is unknown', () => {
    expect(readGatewayMessage('{"type":"notice","text":"Lease over"}')).toEqual({ type: 'notice', text: 'Lease over' })
    expect(readGatewayMessage('{"type":"later"}')).toBeNull()
  })

  test('opens again when the connection broke, not when the shell or the lease ended', () => {
    expect(overReason(1_006, false)).toBeNull()
    expect(overReason(4_503, false)).toBeNull()
    expect(overReason(1_000, false)).toBe('exit')
    expect(overReason(1_006, true)).toBe('exit')
    expect(overReason(4_410, true)).toBe('leaseOver')
    expect(overReason(4_403, false)).toBe('refused')
  })

  test('waits longer each time, at most eight seconds', () => {
    expect([1, 2, 3, 9].map(pauseBefore)).toEqual([100, 200, 400, 8_000])
  })
})
