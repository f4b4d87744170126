import { startExampleServer } from '@infinitio/adapter-inference/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommands } from '../../test/startCommands.ts'

let server: Awaited<ReturnType<typeof startExampleServer>>
const commands = startCommands()

beforeAll(async () => {
  server = await startExampleServer()
})
afterAll(() => {
  server?.stop()
  commands.stop()
})

const fingerprintOf = (url: string) => commands.run({ args: ['jobs', 'fingerprint', server.model, '--server', url, '--json'], env: {} })

test('prints the same fingerprint of a model each time', async () => {
  const [first, second] = [await fingerprintOf(server.url), await fingerprintOf(`${server.url}/`)]
  expect([first.code, first.err]).toEqual([0, ''])
  const { fingerprint, ...others } = JSON.parse(first.out)
  expect(fingerprint).toMatch(/^0x[0-9a-f]{64}$/)
  expect(others).toMatchObject({ model: server.model, question: null })
  expect(JSON.parse(second.out).fingerprint).toBe(fingerprint)
})

test('asks no server of another computer', async () => {
  const { code, out, err } = await fingerprintOf('http://198.51.100.7:8000/v1')
  expect([code, out]).toEqual([expect.any(Number), ''])
  expect(code).not.toBe(0)
  expect(err).toContain('a server of this computer')
})
