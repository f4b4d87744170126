// A minimal node:http server. It answers every request with the given text, on the given port.
import { createServer } from 'node:http'

const [port, text] = process.argv.slice(2)
const body = Buffer.from(text ?? '')
createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
