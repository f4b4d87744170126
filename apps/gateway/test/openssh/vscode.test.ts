import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { Socket } from 'node:net'
import type net from 'node:net'
import path from 'node:path'
import { hasOpenSsh } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startTestbed } from '../startTestbed.ts'
import { opensshLease, type Started, toolsForLeases } from './opensshLease.ts'
import { connectBySocks, freePort } from './socks.ts'

const commit = 'c0ffee'

/**
 * Starts a server that behaves like the server of VS Code: it answers with its version and, after an upgrade, echoes its input. It listens on a port or a
 * socket file.
 */
const serverProgram = `
const server = require('http').createServer((request, response) => response.end('${commit}'))
server.on('upgrade', (request, socket) => { socket.on('error', () => {}); socket.write('HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n'); socket.pipe(socket) })
const where = process.argv[2]
server.listen(/^\\d+$/.test(where) ? { port: Number(where), host: '127.0.0.1' } : where, () => {
  const address = server.address()
  console.log('Extension host agent listening on ' + (address.port ?? address))
})
`

/**
 * Imitates the steps of VS Code's Remote-SSH extension. A start-up script goes to a shell without a terminal. It unpacks a server that was sent as an archive;
 * the server continues to run after the session. Markers in the output contain the server's port, and many connections go through the client's dynamic port
 * forward. The server is a replacement, because the server of VS Code is not available here.
 */
describe.skipIf(!hasOpenSsh || process.platform !== 'linux')("VS Code's remote start-up with OpenSSH through the gateway", () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  let lease: Awaited<ReturnType<typeof opensshLease>>
  let node: string
  beforeAll(async () => {
    testbed = await startTestbed()
    lease = await opensshLease(testbed, 1)
    node = toolsForLeases(testbed, { missing: 'not needed' }).node
    const folder = path.join(lease.work, 'vscode-server')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'server-main.js'), serverProgram)
    execFileSync('tar', ['-czf', 'vscode-server.tar.gz', 'vscode-server'], { cwd: lease.work })
    expect((await lease.scp(['vscode-server.tar.gz', `${lease.host}:`])).code).toBe(0)
  })
  afterAll(() => testbed.close())

  test('starts the server, reaches it by many connections at once, and finds it again after the client was cut off', async () => {
    const first = await startUp('0')
    expect(await version(first)).toBe(commit)
    const channels = await Promise.all(Array.from({ length: 16 }, () => upgraded(first)))
    const echoes = channels.map(async (socket, index) => {
      const text = `channel ${index} `.repeat(20_000)
      const parts: Buffer[] = []
      const whole = new Promise<void>((resolve) => {
        let bytes = 0
        socket.on('data', (part: Buffer) => {
          parts.push(part)
          bytes += part.length
          if (bytes >= text.length) resolve()
        })
      })
      socket.write(text)
      await whole
      return Buffer.concat(parts).toString() === text
    })
    expect(await Promise.all(echoes)).toEqual(channels.map(() => true))
    await first.session.stop()
    const second = await startUp('0')
    expect(second.session.stdout()).toContain('Found running server')
    expect(second.remotePort).toBe(first.remotePort)
    expect(await version(second)).toBe(commit)
  })

  test('reaches the server on a socket file of the lease too', async () => {
    const local = path.join(lease.work, 'code.sock')
    const where = `${lease.home}/.vscode-server/code.sock`
    const { session } = await startUp(where, ['-L', `${local}:${where}`])
    expect(session.stdout()).toContain(`listeningOn==${where}==`)
    const text = await new Promise<string>((resolve, reject) => {
      const request = http.get({ socketPath: local, path: '/version' }, (response) => response.on('data', (bytes: Buffer) => resolve(String(bytes))))
      request.on('error', reject)
    })
    expect(text).toBe(commit)
  })

  type Remote = { session: Started; proxyPort: number; remotePort: number }

  /** Runs the start-up script in the same way as Remote-SSH, and leaves the client running for its port forwards. */
  async function startUp(where: string, forwards: readonly string[] = []): Promise<Remote> {
    const proxyPort = await freePort()
    const session = lease.start(['-T', '-D', String(proxyPort), ...forwards, '-o', 'ConnectTimeout=15', lease.host, 'bash'])
    onTestFinished(() => session.stop())
    session.child.stdin?.write(script(where))
    const [, listening = ''] = await session.shows(/listeningOn==(\S+)==[\s\S]*: end/)
    return { session, proxyPort, remotePort: Number(listening) }
  }

  function script(where: string): string {
    return `
export VSCODE_AGENT_FOLDER="$HOME/.vscode-server"
kind=$(echo '${where}' | tr -dc a-z0-9)
SERVER="$VSCODE_AGENT_FOLDER/bin/${commit}"; LOG="$VSCODE_AGENT_FOLDER/.$kind.log"; PIDFILE="$VSCODE_AGENT_FOLDER/.$kind.pid"
umask 077
mkdir -p "$SERVER"
if [ ! -f "$SERVER/server-main.js" ]; then tar -xf "$HOME/vscode-server.tar.gz" --strip-components 1 -C "$SERVER" || exit 199; fi
if [ -f "$PIDFILE" ] && kill -0 "$(cat "$PIDFILE")" 2> /dev/null; then
  echo "Found running server"
else
  nohup ${node} "$SERVER/server-main.js" '${where}' > "$LOG" 2>&1 < /dev/null &
  echo $! > "$PIDFILE"
fi
for try in $(seq 1 200); do grep -q 'listening on' "$LOG" && break; sleep 0.05; done
echo "${commit}: start"
echo "arch==$(uname -m)=="
echo "listeningOn==$(sed -n 's/.*listening on //p' "$LOG")=="
echo "${commit}: end"
`
  }

  async function version({ proxyPort, remotePort }: Remote): Promise<string> {
    const socket = await connectBySocks({ proxyPort, host: '127.0.0.1', port: remotePort })
    const agent = new http.Agent()
    agent.createConnection = () => socket
    return new Promise((resolve, reject) => {
      const request = http.get({ agent, host: '127.0.0.1', path: '/version' }, (response) =>
        response.on('data', (bytes: Buffer) => resolve(String(bytes))),
      )
      request.on('error', reject)
    })
  }

  async function upgraded({ proxyPort, remotePort }: Remote): Promise<Socket> {
    const socket: net.Socket = await connectBySocks({ proxyPort, host: '127.0.0.1', port: remotePort })
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    onTestFinished(() => void socket.destroy())
    return socket
  }
})
