import { refusal, signAsk, waitUntil } from '@infinitio/sdk'
import { renewedAsk } from '../../provision/decideAsk.ts'
import { byNodeKey } from '../byNodeKey.ts'
import { byWallet, hasWallet } from '../byWallet.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { nodeAmong, pageOf, readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import type { WalletSession } from '../../market/walletSession.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const takenWithinSeconds = 30
const lookEveryMs = 200

/**
 * `infinitio provide pause`: withdraws the machine's ask (its listing), so that nobody can rent it. Running leases continue. Without the wallet's key, the
 * machine's own key withdraws the ask.
 */
export async function pauseListing({ dataDir, json, keyFile }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const isChanged = hasWallet(machine, keyFile)
    ? await byWallet({ machine, keyFile, act: 'pause' }, (session) => withdrawAsk(session, machine.nodeId))
    : await byNodeKey({ machine, act: 'pause' })
  const text = isChanged ? 'Paused: the ask is withdrawn.' : 'It was paused already.'
  say({
    json,
    value: { node: machine.nodeId, paused: true, changed: isChanged },
    text: `${text} Running leases go on; infinitio provide resume lists it again.`,
  })
  return 0
}

/**
 * `infinitio provide resume`: signs the provider's newest terms again, valid for 28 days. `--transferable` and `--no-transferable` change only that term.
 * Without the wallet's key, the machine's own key signs within its mandate (the wallet's permission).
 */
export async function resumeListing({ dataDir, json, keyFile, transferable }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const isChanged = hasWallet(machine, keyFile)
    ? await byWallet({ machine, keyFile, act: 'resume' }, (session) => signAgain(session, { nodeId: machine.nodeId, transferable }))
    : await byNodeKey({ machine, act: 'resume', transferable })
  const text = `${isChanged ? 'Listed again' : 'It was listed already'}: ${pageOf(machine)}`
  say({ json, value: { node: machine.nodeId, paused: false, changed: isChanged, page: pageOf(machine) }, text })
  return 0
}

/**
 * Signs an ask with the same terms as the provider's newest one; `transferable` replaces that term if it is not null. Resolves with false, without signing, if
 * the machine has an open ask. Throws `node.not_listed`, with the order book's code in the detail, if the book does not accept the ask.
 */
async function signAgain(
  session: WalletSession,
  { nodeId, transferable }: { nodeId: string | null; transferable: boolean | null },
): Promise<boolean> {
  const provider = await session.call((client) => client.getProvider())
  const { node, ask, latestAsk, maintenance } = nodeAmong(provider, nodeId)
  if (ask !== null) return false
  if (latestAsk === null) throw refusal('order.unknown', { detail: 'it never had an ask: infinitio provide signs the first' })
  const chain = await session.open.getChain()
  const renewed = renewedAsk({
    ...{ nodeId: node, provider: session.account.address, chain, nonce: BigInt(provider.nextAskNonce), maintenance },
    terms: { ...latestAsk, transferable: transferable ?? latestAsk.transferable },
  })
  const order = await signAsk(session.account, { ask: renewed, chain })
  const { orderHash } = await session.call((client) => client.placeOrder(order))
  const { state, code } = await waitUntil(
    () => session.call((client) => client.getOrder(orderHash)),
    (taken) => taken.state !== 'accepted',
    { timeoutSeconds: takenWithinSeconds, everyMs: lookEveryMs },
  )
  if (state === 'open') return true
  throw refusal('node.not_listed', { detail: `the book answered ${state}${code === null ? '' : ` (${code})`}` })
}
