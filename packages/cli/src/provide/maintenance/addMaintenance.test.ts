import { describe, expect, test } from 'vitest'
import { failedText, planText, windowOf } from './addMaintenance.ts'

const window = (windowId: string, change: object = {}) => ({
  ...{ windowId, node: `0x${'a'.repeat(64)}`, nodeName: 'rack-1', from: 1_795_000_000, until: 1_795_007_200 },
  ...change,
})
const first = '1a2b3c4d-0000-4000-8000-000000000001'
const second = '1a2b9999-0000-4000-8000-000000000002'
const windows = [window(first), window(second)]

describe('the id of a window', () => {
  test('may be cut where it is still unique', () => {
    expect(windowOf('1a2b3', { windows })).toBe(first)
    expect(windowOf(second.toUpperCase(), { windows })).toBe(second)
  })

  test.each(['1a2b', '1', '', 'ffff', '%'])('is refused when it begins no window or several: %s', (text) => {
    expect(() => windowOf(text, { windows })).toThrow(expect.objectContaining({ code: 'node.maintenance_unknown' }))
  })
})

test('shows each window with its machine, its times and if it runs now', () => {
  const text = planText({
    windows: [window(first), window(second, { nodeName: '', from: 1_795_100_000, until: 1_795_100_060 })],
    chainNow: 1_795_000_001,
  })
  const [head, ...rows] = text.split('\n')
  expect(head).toMatch(/^id +machine +from, UTC +until, UTC +state$/)
  expect(rows).toEqual([
    expect.stringMatching(/^1a2b3c4d-0 +rack-1 +2026-11-18T11:06 +2026-11-18T13:06 +now$/),
    expect.stringMatching(/^1a2b9999-0 +0xaaaaaaaa +2026-11-19T14:53 +2026-11-19T14:54 +planned$/),
  ])
})

test('shows that nothing is planned', () => {
  expect(planText({ windows: [], chainNow: 1 })).toBe('No maintenance is planned.')
})

test('removes control characters from the name of a machine', () => {
  expect(planText({ windows: [window(first, { nodeName: 'a\u001b[2Jb' })], chainNow: 1 })).not.toContain('\u001b')
})

test('lists machines without maintenance by name or id, each with its reason, and removes control characters', () => {
  const node = `0x${'b'.repeat(64)}`
  const [head, ...lines] = failedText([
    { node, nodeName: 'rack\u001b[2J-1', code: 'node.maintenance_overlap' },
    { node, nodeName: '', code: 'node.unknown' },
  ]).split('\n')
  expect(head).toBe('No maintenance was planned for:')
  expect(lines).toEqual([
    expect.stringMatching(/^ {2}rack \[2J-1: .+\. \(node\.maintenance_overlap\)$/),
    expect.stringMatching(/^ {2}0xbbbbbbbb: .+\. \(node\.unknown\)$/),
  ])
  expect(lines.join()).not.toContain('\u001b')
})
