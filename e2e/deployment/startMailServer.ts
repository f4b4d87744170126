import { type AddressInfo, createServer, type Socket } from 'node:net'

/** A mail server that accepts every mail. */
export type MailServer = {
  readonly url: string
  /** The received mails, unchanged. */
  readonly mails: readonly string[]
  close: () => void
}

/** Starts a mail server on loopback. It supports only the commands of SMTP (RFC 5321) that a sender needs, without TLS and without domain names. */
export async function startMailServer(): Promise<MailServer> {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)))
    talk(socket, (mail) => mails.push(mail))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

const endOfMail = '\r\n.\r\n'

function talk(socket: Socket, take: (mail: string) => void): void {
  let got = ''
  let isMail = false
  const say = (line: string) => void socket.write(`${line}\r\n`)
  say('220 mail.test ESMTP')
  socket.on('error', () => socket.destroy())
  socket.setEncoding('utf8').on('data', (text: string) => {
    got += text
    for (let end = nextEnd(got, isMail); end !== -1; end = nextEnd(got, isMail)) {
      const part = got.slice(0, end)
      got = got.slice(end + (isMail ? endOfMail.length : 2))
      if (isMail) take(part)
      isMail = !isMail && /^DATA$/i.test(part)
      say(isMail ? '354 go on' : /^QUIT$/i.test(part) ? '221 bye' : '250 ok')
    }
  })
}

/** Returns the index of the end of the first command or mail in the buffer; -1 if its end has not arrived yet. */
function nextEnd(text: string, isMail: boolean): number {
  return text.indexOf(isMail ? endOfMail : '\r\n')
}
