import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { loadModel } from './llamaModel.ts'
import { modelServer } from './modelServer.ts'

// The program that runs the small model, as a child process of `infinitio dev model`, so that a crash of native code ends only this process. Prints one line of
// JSON with its port once it accepts requests. Ends when its standard input ends, so it does not outlive the command.
const [model = '', program = '', name = '', port = '0'] = process.argv.slice(2)
process.stdin.resume()
// Ctrl-C sends the signal to all programs of the terminal. Ignore it here: the `infinitio` command ends this program by closing its standard input.
process.on('SIGINT', () => {})
process.stdin.on('end', () => process.exit(0))
const running = await loadModel({ model, program })
const server = modelServer({ model: name, running }).listen(Number(port), '127.0.0.1')
server.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
await once(server, 'listening')
process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
