import { once } from 'node:events'
import net from 'node:net'
import { createLogger } from '@infinitio/process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { loadHostKey } from '../keys/hostKey.ts'
import { openSshDoor, type SshDoorRooms } from './sshDoor.ts'

test('limits the SSH connections of one address to the setting, and admits one again when another closed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-door-'))
  const { privateKeyFile } = await loadHostKey(path.join(folder, 'key'))
  // No client signs in during this test, so the server needs only a logger.
  const rooms = { logger: createLogger({ room: 'gateway' }) } as unknown as SshDoorRooms
  const door = await openSshDoor({ host: '127.0.0.1', port: 0, hostKey: privateKeyFile, mostPerAddress: 2, rooms })
  const first = await greeted(door.port)
  const second = await greeted(door.port)
  expect([first.greeting, second.greeting]).toEqual(['SSH-2.0-infinitio-gateway', 'SSH-2.0-infinitio-gateway'])
  expect((await greeted(door.port)).greeting).toBe('')
  first.socket.destroy()
  await expect.poll(async () => (await greeted(door.port)).greeting, { timeout: 60_000 }).toBe('SSH-2.0-infinitio-gateway')
  second.socket.destroy()
  door.close()
  await rm(folder, { recursive: true })
})

/** Returns the first line that the server sends, or an empty text if the server closes the connection. */
async function greeted(port: number): Promise<{ socket: net.Socket; greeting: string }> {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const greeting = await Promise.race([
    once(socket, 'data').then(([bytes]) => String(bytes).split('\r\n', 1)[0] ?? ''),
    once(socket, 'close').then(() => ''),
  ])
  return { socket, greeting }
}
