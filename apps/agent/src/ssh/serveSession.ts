import { guardChannel, pacedOutput } from '@infinitio/process'
import type { PseudoTtyInfo, ServerChannel, Session } from 'ssh2'
import type { PipedProcess, TerminalProcess } from '../runtime/sandboxProcess.ts'
import { bannerIn, languageOfLocale } from './banner.ts'
import { finishSession } from './finishSession.ts'
import { joinPiped } from './joinPiped.ts'
import { openSftp } from '../runtime/openSftp.ts'
import type { SshConnection } from './sshConnection.ts'
import { terminalNotice } from './terminalNotice.ts'

type Size = { columns: number; rows: number }
/** The size of a terminal if the client gives none: `ssh -tt` without a local terminal requests 0 × 0. */
const usualSize: Size = { columns: 80, rows: 24 }
type Running = { signal(name: NodeJS.Signals): void; resize(size: Size): void }

/** Variables that a client may send. All others are ignored. */
const acceptedVariable = /^(LANG|LC_[A-Z]+|COLORTERM|TERM_PROGRAM)$/
/** Signals a client may send, by RFC 4254. */
const acceptedSignal = /^(ABRT|ALRM|FPE|HUP|ILL|INT|KILL|PIPE|QUIT|SEGV|TERM|USR1|USR2)$/

/**
 * Returns the terminal size that a client requests. A 0 means that the client leaves that dimension open, so the usual size replaces it (RFC 4254, section
 * 6.2).
 */
function sizeOf({ cols, rows }: { cols: number; rows: number }): Size {
  return { columns: cols || usualSize.columns, rows: rows || usualSize.rows }
}

/**
 * Serves one SSH session. First come requests for a terminal, its size, variables and signals; then one shell, one command or sftp runs; at the end the client
 * gets the exit code or the signal.
 */
export function serveSession({ session, connection }: { session: Session; connection: SshConnection }): void {
  const { door, logger } = connection
  const environment: Record<string, string> = {}
  let term: string | null = null
  let size = usualSize
  let running: Running | null = null

  session.once('close', () => connection.budget.release())
  session.on('env', (accept, reject, info) => {
    const { key, val } = info as unknown as { key: string; val: string }
    if (!acceptedVariable.test(key) || val.length > 256 || Object.keys(environment).length >= 32) return reject?.()
    environment[key] = val
    accept?.()
  })
  session.on('pty', (accept, _reject, info: PseudoTtyInfo & { term?: string }) => {
    size = sizeOf(info)
    term = info.term ?? 'xterm-256color'
    accept?.()
  })
  session.on('window-change', (accept, _reject, info) => {
    size = sizeOf(info)
    running?.resize(size)
    accept?.()
  })
  session.on('signal', (accept, reject, info) => {
    const name = String(info.name).replace(/^SIG/, '')
    if (!acceptedSignal.test(name)) return reject?.()
    running?.signal(`SIG${name}` as NodeJS.Signals)
    accept?.()
  })

  /**
   * Starts a program on a channel of the session. `accepted` is undefined if the client has already requested a program in this session, or has closed the
   * session at the same moment.
   */
  function open(accepted: ServerChannel | undefined, begin: (channel: ServerChannel) => Promise<Running>): void {
    if (accepted === undefined || !guardChannel(accepted, connection.cut)) return
    accepted.on('error', () => accepted.close())
    begin(accepted).then(
      (started) => {
        running = started
        started.resize(size)
      },
      (error: unknown) => {
        logger.error({ orderHash: door.orderHash, leaseId: door.leaseId, err: error }, 'an SSH session of the lease could not start')
        accepted.stderr.write('The machine could not start this session. Try again; your lease goes on.\r\n')
        finishSession(accepted, { code: 1, signal: null })
      },
    )
  }
  function start(accepted: ServerChannel | undefined, command: string | null): void {
    const kind = term
    open(accepted, async (channel) => {
      if (kind === null) return piped(channel, await door.sandbox.exec({ command, environment }))
      const terminal = await door.sandbox.terminal({ command, environment, term: kind, ...size })
      joinTerminal({ channel, terminal, connection, greeting: command === null ? bannerIn(door.banner, languageOfLocale(environment)) : '' })
      return terminal
    })
  }
  function piped(channel: ServerChannel, child: PipedProcess): Running {
    joinPiped({ channel, child, connection })
    return { signal: child.signal, resize: () => {} }
  }
  session.on('shell', (accept) => start(accept(), null))
  session.on('exec', (accept, _reject, info) => start(accept(), info.command))
  session.on('subsystem', (accept, reject, info) => {
    if (info.name !== 'sftp') return reject()
    open(accept(), async (channel) => piped(channel, await openSftp(door.sandbox)))
  })
}

/** Connects a session to a program on a terminal, until either ends. Shows the greeting first. */
function joinTerminal({
  channel,
  terminal,
  connection,
  greeting,
}: {
  channel: ServerChannel
  terminal: TerminalProcess
  connection: SshConnection
  greeting: string
}): void {
  const { door } = connection
  const output = pacedOutput({ channel, line: connection.line })
  if (greeting !== '') output.write(greeting)
  const leave = door.enter({ notify: (text) => void output.write(terminalNotice(text)), close: () => terminal.signal('SIGHUP') })
  channel.pipe(terminal.input, { end: false })
  terminal.onOutput((bytes) => {
    if (output.write(bytes)) return
    terminal.pause()
    output.once('drain', () => terminal.resume())
  })
  const hangUp = (): void => {
    terminal.resume()
    terminal.signal('SIGHUP')
  }
  channel.once('close', hangUp)
  const forget = connection.onGone(hangUp)
  void terminal.exited.then((exit) => {
    leave()
    forget()
    output.end(() => finishSession(channel, exit))
  })
}
