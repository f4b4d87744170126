import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { processStartTime } from './pidFile.ts'
import { startPostgres } from './startPostgres.ts'

describe('startPostgres', () => {
  it('serves on loopback, retains its password over restarts, and ends the server of a killed run', async () => {
    const { dataDir, clean } = setup()
    try {
      const first = await startPostgres({ dataDir, port: 0, durable: false })
      expect(await accepts(first.port)).toBe(true)
      // A second start in the same folder takes over, although nobody stopped the first server.
      const second = await startPostgres({ dataDir, port: 0, durable: false })
      expect(processStartTime(first.pid)).toBeNull()
      expect(new URL(second.url).password).toBe(new URL(first.url).password)
      await second.stop()
      expect(await accepts(second.port)).toBe(false)
    } finally {
      clean()
    }
  })

  function setup() {
    const dataDir = mkdtempSync(join(tmpdir(), 'process-postgres-'))
    return { dataDir, clean: () => rmSync(dataDir, { recursive: true, force: true }) }
  }
})

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
