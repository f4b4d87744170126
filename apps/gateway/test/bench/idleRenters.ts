import { readFileSync } from 'node:fs'
import { sshAlgorithms } from '@infinitio/domain'
import ssh2, { type Algorithms, type Client, type ConnectConfig } from 'ssh2'

// Signs many renters in to their leases in one process, where they then do nothing. Each has one SSH connection to the gateway and, through it, one to the
// machine, as with `ssh -J`. Arguments: the gateway's SSH port, and the file with the renters' key. On the message `{open}` (one lease for each session) they
// sign in, and the process reports progress. On `{ask}` each of them runs a command, and the process reports the number of answers at the end.

type Session = { inner: Client; gone: boolean }

const atOnce = 16
const [port = '', keyFile = ''] = process.argv.slice(2)
const sessions: Session[] = []
const config: ConnectConfig = {
  privateKey: readFileSync(keyFile),
  algorithms: sshAlgorithms as unknown as Algorithms,
  // Host keys are not checked here, because other tests check them.
  hostVerifier: () => true,
  readyTimeout: 60_000,
}

process.on('message', (message: { open: string[] } | { ask: true }) => void ('open' in message ? openAll(message.open) : askAll()))
process.on('disconnect', () => process.exit(0))
process.send?.({ started: true })

async function openAll(leaseIds: string[]): Promise<void> {
  await inLanes(leaseIds, async (leaseId) => void sessions.push(await openSession(leaseId)))
  process.send?.({ open: sessions.length })
}

async function askAll(): Promise<void> {
  let answered = 0
  await inLanes([...sessions.entries()], async ([number, session]) => {
    if (!session.gone && (await answers(session.inner, `answer-${number}`))) answered += 1
  })
  process.send?.({ answered })
}

async function openSession(leaseId: string): Promise<Session> {
  const outer = new ssh2.Client()
  await ready(outer, { ...config, host: '127.0.0.1', port: Number(port), username: `lease-${leaseId}` })
  const sock = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
    outer.forwardOut('127.0.0.1', 0, `lease-${leaseId}`, 22, (error, channel) => (error === undefined ? resolve(channel) : reject(error)))
  })
  const inner = new ssh2.Client()
  await ready(inner, { ...config, sock, username: 'root' })
  const session = { inner, gone: false }
  for (const client of [outer, inner]) client.once('close', () => (session.gone = true))
  return session
}

function ready(client: Client, settings: ConnectConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('ready', resolve).on('error', reject).connect(settings)
  })
}

function answers(client: Client, word: string): Promise<boolean> {
  return new Promise((resolve) => {
    client.exec(`echo ${word}`, (error, channel) => {
      if (error !== undefined) return resolve(false)
      let text = ''
      channel.on('data', (bytes: Buffer) => {
        text += bytes.toString()
      })
      channel.stderr.resume()
      channel.once('close', () => resolve(text === `${word}\n`))
    })
  })
}

async function inLanes<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
