import { pacedOutput } from '@infinitio/process'
import type { ServerChannel } from 'ssh2'
import type { TerminalProcess } from '../runtime/sandboxProcess.ts'
import { finishSession } from './finishSession.ts'
import type { SshConnection } from './sshConnection.ts'
import { terminalNotice } from './terminalNotice.ts'

/** Connects a session to a program on a terminal, until either ends. `greet` shows the lease's banner first. */
export function joinTerminal({
  channel,
  terminal,
  connection,
  greet,
}: {
  channel: ServerChannel
  terminal: TerminalProcess
  connection: SshConnection
  greet: boolean
}): void {
  const { door } = connection
  const output = pacedOutput({ channel, line: connection.line })
  if (greet && door.banner !== '') output.write(door.banner)
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
