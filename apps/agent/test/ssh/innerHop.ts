import { chmod, mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import ssh2 from 'ssh2'
import { hostKeyFile } from '../../src/keys/loadNodeKeys.ts'
import { LeaseSessions } from '../../src/leases/runningLease.ts'
import { LocalRuntime } from '../../src/runtime/local/localRuntime.ts'
import { serveSsh } from '../../src/ssh/serveSsh.ts'

/** Serves the inner SSH connection of one lease of the local runtime on a TCP port, with a key that may sign in. */
export async function innerHop() {
  const leasesDir = await mkdtemp(path.join(tmpdir(), 'infinitio-agent-'))
  await chmod(leasesDir, 0o711)
  const logger = createLogger({ room: 'test' })
  const runtime = new LocalRuntime({ leasesDir, logger })
  await runtime.adopt()
  const sandbox = runtime.sandbox({ leaseId: '7', environment: {} })
  await sandbox.prepare()
  const sessions = new LeaseSessions()
  const key = clientKey()
  const door = { leaseId: '7', orderHash: null, sandbox, sshKeys: [key.public], banner: '', enter: sessions.enter }
  const server = net.createServer((socket) => serveSsh({ stream: socket, hostKey: hostKeyFile(`0x${'11'.repeat(32)}`), door, logger }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  return {
    ...{ port, sandbox, sessions, key: key.private },
    home: path.join(leasesDir, '7', 'home'),
    async close() {
      server.close()
      await sessions.end('The test is over.')
      await sandbox.stop([])
      await rm(leasesDir, { recursive: true, force: true })
    },
  }
}

function clientKey(): { public: string; private: string } {
  // ssh2 sometimes writes a malformed key, so try again until both halves of the key can be parsed.
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519')
    if (!(ssh2.utils.parseKey(pair.private) instanceof Error) && !(ssh2.utils.parseKey(pair.public) instanceof Error)) return pair
  }
}
