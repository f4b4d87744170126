import { expect, test } from 'vitest'
import { LeaseSessions } from './runningLease.ts'

function opened(sessions: LeaseSessions, gateway?: string) {
  const heard: string[] = []
  const leave = sessions.enter({ notify: (text) => heard.push(text), close: () => heard.push('closed') }, gateway)
  return { heard, leave }
}

test("sends a gateway's text to its own sessions, and the machine's text to all", () => {
  const sessions = new LeaseSessions()
  const [one, other, page] = [opened(sessions, 'one:7682'), opened(sessions, 'other:7682'), opened(sessions)]
  sessions.tellThrough('one:7682', 'restarts')
  sessions.tell('an image is here')
  expect(one.heard).toEqual(['restarts', 'an image is here'])
  expect(other.heard).toEqual(['an image is here'])
  expect(page.heard).toEqual(['an image is here'])
  one.leave()
  sessions.tellThrough('one:7682', 'restarts')
  expect(one.heard).toHaveLength(2)
  expect(sessions.size).toBe(2)
})

test('closes every session with the reason when the lease ends, also later sessions', async () => {
  const sessions = new LeaseSessions()
  const open = [opened(sessions, 'one:7682'), opened(sessions)]
  await sessions.end('over')
  for (const { heard } of [...open, opened(sessions, 'other:7682')]) expect(heard).toEqual(['over', 'closed'])
})
