import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAnvil } from '@infinitio/process/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installPodman, nftOf } from '../../e2e/containers/installPodman.ts'
import { guardChain, leaseUsers } from './guardChain.ts'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const place = isRoot ? installPodman() : { missing: 'leases have users of their own only where the agent is root' }
const why = 'missing' in place ? ` (skipped: ${place.missing})` : ''

describe.skipIf('missing' in place)(`the guard of the development chain${why}`, () => {
  const nft = 'root' in place ? nftOf(place.root) : ''
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-guard-'))
  let chain: Awaited<ReturnType<typeof startAnvil>>
  const service = createServer((socket) => socket.end())
  beforeAll(async () => {
    chmodSync(folder, 0o755)
    chain = await startAnvil({ dataDir: folder, port: 0, chainId: 31_337, stateFile: null, mining: 'instant' })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    service.close()
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it("blocks every method of the chain for leases' users, and for nobody else", async () => {
    const [first, last] = [leaseUsers.first, leaseUsers.last]
    expect(balanceSetBy(first)).toContain('"result":null')
    const guard = await guardChain({ port: chain.port, nft })
    try {
      expect(guard.off).toBeNull()
      for (const user of [first, 700_001, last]) for (const host of ['127.0.0.1', 'localhost']) expect(balanceSetBy(user, host)).toBe('')
      for (const user of [0, 1_000, first - 1, last + 1]) expect(balanceSetBy(user)).toContain('"result":null')
      // Only the chain's port is blocked: other services of this machine remain reachable.
      expect(connectedBy(first, (service.address() as AddressInfo).port)).toBe(true)
      expect(connectedBy(first, chain.port)).toBe(false)
      // A second guard of the same port replaces rules that a killed process left.
      expect((await guardChain({ port: chain.port, nft })).off).toBeNull()
    } finally {
      await guard.remove()
    }
    expect(balanceSetBy(first)).toContain('"result":null')
  })

  it('reports why it is off without nft', async () => {
    const guard = await guardChain({ port: chain.port, nft: '/nowhere/nft' })
    expect(guard.off).toBe('the program /nowhere/nft is not installed')
    await guard.remove()
  })

  /** Tries to set a balance on the chain as this user, and returns the chain's answer. The answer is empty if the user cannot connect. */
  function balanceSetBy(user: number, host = '127.0.0.1'): string {
    const params = ['0x00000000000000000000000000000000000000aa', '0x1']
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_setBalance', params })
    const head = `POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\nContent-Length: ${body.length}\\r\\n\\r\\n`
    const script = `exec 3<>/dev/tcp/${host}/${chain.port} && printf '${head}%s' '${body}' >&3 && cat <&3`
    return spawnSync('bash', ['-c', script], { uid: user, gid: user, cwd: '/', encoding: 'utf8' }).stdout
  }

  function connectedBy(user: number, port: number): boolean {
    return spawnSync('bash', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`], { uid: user, gid: user, cwd: '/' }).status === 0
  }
})
