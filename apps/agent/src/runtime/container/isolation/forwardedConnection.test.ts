import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forwardedConnection } from './forwardedConnection.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'infinitio-forwarded-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a program that connects to the socket file as `runsc port-forward` does, writes `said` to its error output and ends with `code`. */
async function forward({ said = '', code = 0, connects = true }): Promise<unknown> {
  const file = path.join(folder, 'forward.sock')
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
  await new Promise<void>((resolve) => void server.listen(file, resolve))
  const end = `process.stderr.write(${JSON.stringify(said)}, () => process.exit(${code}))`
  const script = connects ? `require('node:net').connect(${JSON.stringify(file)}, () => ${end})` : end
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    const socket = await forwardedConnection(server, child)
    socket.destroy()
    return 'connected'
  } catch (error) {
    return error instanceof Error ? error.message : error
  } finally {
    server.close()
  }
}

test('is the connection of a program that ended without an error', async () => {
  expect(await forward({})).toBe('connected')
})

test('is refused only if the program says so, even after long other output', async () => {
  const refused = 'doStream: PortForward: connecting endpoint: connection was refused\n'
  expect(await forward({ code: 128, said: refused })).toBe('ECONNREFUSED')
  expect(await forward({ code: 128, said: 'W'.repeat(10_000) + refused })).toBe('ECONNREFUSED')
})

test.each([true, false])('does not blame the lease for any other failure (connected: %s)', async (connects) => {
  expect(await forward({ code: 128, said: 'loading container: file does not exist\n', connects })).toBe(
    'runsc port-forward ended with code 128: loading container: file does not exist',
  )
  expect(await forward({ code: 2, connects })).toBe('runsc port-forward ended with code 2: ')
})
