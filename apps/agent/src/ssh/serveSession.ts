import type { Logger } from '@infinitio/process'
import type { PseudoTtyInfo, ServerChannel, Session } from 'ssh2'
import type { Exit, PipedProcess, TerminalProcess } from '../runtime/sandboxProcess.ts'
import type { LeaseDoor } from './leaseDoor.ts'

type Size = { columns: number; rows: number }

/** Variables a client may send; the rest of its environment stays outside. */
const acceptedVariable = /^(LANG|LC_[A-Z]+|COLORTERM|TERM_PROGRAM)$/

/** Serves one SSH session: terminal, resize, variables, signals, then one shell or command, and its exit code or signal. */
export function serveSession({ session, door, logger }: { session: Session; door: LeaseDoor; logger: Logger }): void {
  const environment: Record<string, string> = {}
  let term: string | null = null
  let size: Size = { columns: 80, rows: 24 }
  let running: { signal(name: NodeJS.Signals): void; resize(size: Size): void } | null = null

  session.on('env', (accept, reject, info) => {
    const { key, val } = info as unknown as { key: string; val: string }
    if (!acceptedVariable.test(key) || val.length > 256 || Object.keys(environment).length >= 32) return reject?.()
    environment[key] = val
    accept?.()
  })
  session.on('pty', (accept, _reject, info: PseudoTtyInfo & { term?: string }) => {
    size = { columns: info.cols, rows: info.rows }
    term = info.term ?? 'xterm-256color'
    accept?.()
  })
  session.on('window-change', (accept, _reject, info) => {
    size = { columns: info.cols, rows: info.rows }
    running?.resize(size)
    accept?.()
  })
  session.on('signal', (accept, _reject, info) => {
    running?.signal(`SIG${info.name.replace(/^SIG/, '')}` as NodeJS.Signals)
    accept?.()
  })

  function start(channel: ServerChannel, command: string | null): void {
    channel.on('error', () => channel.close())
    const fail = (error: unknown): void => {
      logger.error({ orderHash: door.orderHash, leaseId: door.leaseId, err: error }, 'a session could not be started')
      channel.stderr.write('The machine could not start this session. Try again; your lease goes on.\r\n')
      finish(channel, { code: 1, signal: null })
    }
    if (term === null) {
      door.sandbox
        .exec({ command, environment })
        .then((child) => {
          running = { signal: child.signal, resize: () => {} }
          joinPiped({ channel, child, door })
        })
        .catch(fail)
      return
    }
    door.sandbox
      .terminal({ command, environment, term, ...size })
      .then((terminal) => {
        running = terminal
        terminal.resize(size)
        joinTerminal({ channel, terminal, door, greet: command === null })
      })
      .catch(fail)
  }
  session.on('shell', (accept) => start(accept(), null))
  session.on('exec', (accept, _reject, info) => start(accept(), info.command))
}

function joinTerminal({
  channel,
  terminal,
  door,
  greet,
}: {
  channel: ServerChannel
  terminal: TerminalProcess
  door: LeaseDoor
  greet: boolean
}): void {
  if (greet && door.banner !== '') channel.write(door.banner)
  const leave = door.enter({ notify: (text) => void channel.write(`\r\n${text}\r\n`), close: () => terminal.signal('SIGHUP') })
  channel.on('data', (bytes: Buffer) => terminal.write(bytes))
  terminal.onOutput((bytes) => {
    if (channel.destroyed || channel.write(bytes)) return
    terminal.pause()
    channel.once('drain', () => terminal.resume())
  })
  onClosed(channel, () => {
    terminal.resume()
    terminal.signal('SIGHUP')
  })
  void terminal.exited.then((exit) => {
    leave()
    finish(channel, exit)
  })
}

function joinPiped({ channel, child, door }: { channel: ServerChannel; child: PipedProcess; door: LeaseDoor }): void {
  const leave = door.enter({ notify: (text) => void channel.stderr.write(`\n${text}\n`), close: () => child.signal('SIGHUP') })
  channel.pipe(child.stdin)
  child.stdout.pipe(channel, { end: false })
  child.stderr.pipe(channel.stderr, { end: false })
  onClosed(channel, () => child.signal('SIGHUP'))
  const drained = Promise.all([ended(child.stdout), ended(child.stderr)])
  void child.exited.then(async (exit) => {
    // What the command wrote comes before its exit code; a child it left behind may keep the pipes open, so not for ever.
    await Promise.race([drained, new Promise((resolve) => setTimeout(resolve, 500).unref())])
    leave()
    finish(channel, exit)
  })
}

/** Also when the client hung up while the process was being started. */
function onClosed(channel: ServerChannel, act: () => void): void {
  if (channel.destroyed) act()
  else channel.once('close', act)
}

function ended(stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve)
    stream.once('close', resolve)
  })
}

function finish(channel: ServerChannel, exit: Exit): void {
  if (channel.destroyed) return
  if (exit.signal === null) channel.exit(exit.code)
  else channel.exit(exit.signal.replace(/^SIG/, ''), false)
  channel.end()
}
