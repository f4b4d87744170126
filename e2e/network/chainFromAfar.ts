import { spawn } from 'node:child_process'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FarMachines } from './namespaces.ts'

/**
 * Makes the deployment's chain reachable for a provider in a separate network namespace. The chain has the same port on the provider's loopback. The connection
 * uses the same simulated line as all other traffic, so that it breaks when the line is cut. Returns a function that removes this connection.
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
