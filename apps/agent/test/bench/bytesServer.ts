import http from 'node:http'
import type { AddressInfo } from 'node:net'

// A web server for measurements that answers every request with endless bytes. Sends its port to the parent process.

const bytes = Buffer.alloc(64 * 1024, 'infinitio')
const server = http.createServer((_request, response) => {
  const more = (): void => {
    while (!response.destroyed && response.write(bytes));
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': String(2 ** 40) })
  response.on('drain', more)
  more()
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit(0))
