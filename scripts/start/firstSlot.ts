// Makes one block of the development chain a slot (a block at which all machines prove their GPUs) once the number of listed machines no longer grows, or after
// five minutes. Runs as its own process. Usage: firstSlot.ts RPC_URL API_URL
import { setTimeout as delay } from 'node:timers/promises'
import { mineSlot } from '@infinitio/chain'

const [rpcUrl, apiUrl] = process.argv.slice(2)
if (rpcUrl === undefined || apiUrl === undefined) throw new Error('two arguments are needed')

const lookEveryMs = 10_000
const mostLooks = 30

let before = 0
for (let look = 0; look < mostLooks; look += 1) {
  await delay(lookEveryMs)
  const listed = await listedMachines().catch(() => 0)
  // Agents register their machines one after another, so wait until the number of machines no longer grows.
  if (listed > 0 && listed === before) break
  before = listed
}
console.log(`block ${await mineSlot({ rpcUrl })} is a slot`)

async function listedMachines(): Promise<number> {
  const answer = (await (await fetch(`${apiUrl}/api/v1/listings?limit=1`)).json()) as { total?: number }
  return answer.total ?? 0
}
