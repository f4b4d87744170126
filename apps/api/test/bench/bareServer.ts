// A server of node:http with nothing in it: answers every request with the text it is given, on the port it is given.
import { createServer } from 'node:http'

const [port, text] = process.argv.slice(2)
const body = Buffer.from(text ?? '')
createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
