import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger, selfSignedCertificate } from '@infinitio/process'
import { LeaseConnections } from '../../src/leases/leaseConnections.ts'
import { openPortsDoor } from '../../src/ports/portsDoor.ts'
import type { SharedRooms } from '../../src/ports/portRooms.ts'
import type { Tunnels } from '../../src/tunnel/tunnels.ts'

const leaseId = '7'
const label = 'a'.repeat(20)
const account = `0x${'a'.repeat(40)}`
const port = 8080

/**
 * Opens the gateway's real server for ports of leases with TLS, for a benchmark. It has one lease on this node and one token for it. Fixed answers replace the
 * database.
 */
export async function openBenchDoor({ nodeId, tunnels }: { nodeId: string; tunnels: Tunnels }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-bench-'))
  const files = { certFile: path.join(folder, 'crt'), keyFile: path.join(folder, 'key') }
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  writeFileSync(files.certFile, selfSignedCertificate(key))
  writeFileSync(files.keyFile, key)
  const lease = { leaseId, orderHash: '0x', nodeId, endsAtSeconds: Infinity, sshKeys: [], ports: [port] }
  const token = { label, account, kind: 'program', port: null, expires_at: null }
  const endpoint = { lease_id: BigInt(leaseId), holder: account, state: 'active' }
  const shared = {
    db: { query: async (text: string) => [text.includes('port_tokens') ? token : endpoint] },
    leases: { find: async () => lease, onOver: () => {} },
    evidence: { connectionOpened: () => () => {} },
    ...{ gatewayId: 'measured', tunnels, logger: createLogger({ room: 'gateway' }) },
  } as unknown as SharedRooms
  const door = await openPortsDoor({
    ...{ host: '127.0.0.1', port: 0, portsUrl: 'https://ports.example', publicUrl: 'https://market.test', certificate: files, secret: key },
    ...{ connections: new LeaseConnections({ mostPerLease: 128 }), shared },
  })
  const close = (): void => {
    door.close()
    rmSync(folder, { recursive: true })
  }
  return { port: door.port, close, host: `${port}-${label}.ports.example`, token: `ipt_${'x'.repeat(43)}` }
}
