import { z } from 'zod'

/**
 * Nothing listens on the discard port, so the kernel of the other member refuses a connection at once. Its refusal is the answer, so no program in that lease
 * is needed.
 */
const port = 9

/**
 * A program for Node that measures, for each address in its arguments, the milliseconds until the address answers a connection, and prints them as JSON. Its
 * first argument is how many milliseconds it waits for an answer. Each address is tried twice and the shorter time counts, because the first connection may
 * wait until WireGuard has agreed on keys. The program runs in the network of a lease and loads no file.
 */
export const measureScript = `
const { connect } = require('node:net')
const [waitMs, ...addresses] = process.argv.slice(1)
const one = (host) => new Promise((done) => {
  const begun = performance.now()
  const socket = connect({ host, port: ${port} })
  const end = (ms) => { clearTimeout(timer); socket.destroy(); done([host, ms]) }
  const timer = setTimeout(() => end(null), Number(waitMs))
  socket.on('connect', () => end(performance.now() - begun))
  socket.on('error', (error) => end(error.code === 'ECONNREFUSED' ? performance.now() - begun : null))
})
const least = (times) => (times.every((ms) => ms === null) ? null : Math.min(...times.filter((ms) => ms !== null)))
const both = async (host) => [host, least([(await one(host))[1], (await one(host))[1]])]
Promise.all(addresses.map(both)).then((all) => console.log(JSON.stringify(all)))
`

const measured = z.array(z.tuple([z.string(), z.number().nullable()]))

/** Parses the output of `measureScript`. Returns the milliseconds for each address, or null if it did not answer. Throws for another form. Pure. */
export function parseMeasured(text: string): Map<string, number | null> {
  return new Map(measured.parse(JSON.parse(text)))
}
