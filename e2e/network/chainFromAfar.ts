import { spawn } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FarMachines } from './namespaces.ts'

/**
 * Lets a provider in its own namespace reach the deployment's chain. The chain then has the same port on the provider's loopback, and the connection uses the
 * same line as all other traffic, so that cutting the line cuts it too. Returns a function that removes this.
 */
export async function chainFromAfar({ address, provider }: FarMachines, { port }: { port: number }): Promise<() => void> {
  const server = createServer((far) => {
    const near = connect(port, '127.0.0.1')
    far.pipe(near).pipe(far)
    far.on('error', () => near.destroy())
    near.on('error', () => far.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, address, listening))
  const [command = '', ...within] = provider.within
  const args = [
    ...within,
    process.execPath,
    join(import.meta.dirname, 'relay.ts'),
    String(port),
    address,
    String((server.address() as AddressInfo).port),
  ]
  const relay = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return () => {
    relay.kill('SIGKILL')
    server.close()
    server.unref()
  }
}
