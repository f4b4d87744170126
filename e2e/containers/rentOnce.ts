// Rents a machine once in a deployment of containers, and prints the results as JSON. Usage: rentOnce.ts URL. It is a separate program, because it must run in
// the network in which the published ports of the containers can be reached.
import { signEnd } from '@infinitio/sdk'
import { findThisMachine, holdMachine, signAndPlaceBid, waitForLease } from '../actors/bookMachine.ts'
import { createRenter } from '../actors/createActor.ts'
import { createSshIdentity, sshAsPrinted } from '../actors/sshAsPrinted.ts'
import { waitFor } from '../deployment/waitFor.ts'

const url = process.argv[2] ?? ''
/**
 * A shell command that asks the chain's proxy to set a balance with anvil's own method. The command succeeds if the answer contains a result. Its
 * text has no double quotes, because it passes through several shells.
 */
const setsBalance = (() => {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_setBalance', params: [`0x${'aa'.repeat(20)}`, '0x1'] })
  const head = ['POST / HTTP/1.1', 'Host: x', 'Content-Type: application/json', 'Connection: close', `Content-Length: ${body.length}`, '', '']
  const text = `${head.join(String.raw`\r\n`)}${body.replaceAll('"', String.raw`\x22`)}`
  return `exec 3<>/dev/tcp/127.0.0.1/8545; printf '${text}' >&3; grep -q result <&3`
})()
/**
 * Actions that a malicious renter may try in the shell of a lease. Each must fail. The `grep` in the second line looks for a network route out of the
 * deployment.
 */
const forbidden = [
  ...['cat /run/infinitio/agent/provider.key', 'cat /run/infinitio/data/nodes/*/*.key', 'ls /run/infinitio/data/nodes'],
  ...['(: >/dev/tcp/postgres/5432)', 'touch /app/packages/mine', 'kill -0 1', String.raw`grep -qP '^\w+\t00000000\t' /proc/net/route`],
  // Tries to reach the chain directly, and to call the development chain's own methods through the proxy.
  ...['(: >/dev/tcp/chain/8545)', '(: >/dev/tcp/127.0.0.1/8546)', setsBalance],
]

const { status: page } = await fetch(`${url}/`)
const renter = await createRenter({ url })
const identity = createSshIdentity()
const listing = await findThisMachine(renter)
const durationSeconds = 3_600
const hold = await holdMachine(renter, { listing, durationSeconds })
const { orderHash } = await signAndPlaceBid(renter, { listing, hold, sshKey: identity.publicKey, durationSeconds })
const lease = await waitForLease(renter, { orderHash })
if (lease.ssh === null) throw new Error('the lease prints no ssh command')
const shell = (remoteCommand: string) => sshAsPrinted(lease.ssh ?? { command: '', knownHosts: [] }, { identity, remoteCommand })
const { stdout: user, stderr: complaint } = await shell('id -u')
const { stdout: allowed } = await shell(forbidden.map((command) => `timeout 3 bash -c "${command}" >/dev/null 2>&1 && echo "${command}"`).join('; '))
const chain = await renter.client.getChain()
const { relayId } = await renter.client.placeRelay(await signEnd(renter.account, { lease, accept: true, chain }))
await renter.client.waitForRelay({ relayId, timeoutSeconds: 60 })
await waitFor({
  what: 'the lease to be closed for good',
  within: 60,
  read: () => renter.client.getLease(lease.leaseId),
  until: ({ closed }) => closed?.final === true,
})
const receipt = await renter.client.getLeaseReceipt(lease.leaseId)
identity.remove()
console.log(JSON.stringify({ page, user: user.trim(), complaint, allowed: allowed.split('\n').filter(Boolean), receipt }))
