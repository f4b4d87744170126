// Forwards TCP from a port of this namespace's loopback to another address. Usage: relay.ts PORT ADDRESS PORT
import { connect, createServer } from 'node:net'

const [port, address, toPort] = process.argv.slice(2)
const server = createServer((near) => {
  const far = connect(Number(toPort), address)
  near.pipe(far).pipe(near)
  near.on('error', () => far.destroy())
  far.on('error', () => near.destroy())
})
server.listen(Number(port), '127.0.0.1')
process.on('disconnect', () => process.exit(0))
