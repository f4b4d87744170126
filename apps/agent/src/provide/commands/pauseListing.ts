import { buildAsk, refusal, signAsk, waitUntil } from '@infinitio/sdk'
import { byWallet } from '../byWallet.ts'
import type { ProvideOptions } from '../provideOptions.ts'
import { nodeAmong, pageOf, readMachineOf } from '../providedMachine.ts'
import { say } from '../say.ts'
import type { WalletSession } from '../walletSession.ts'
import { withdrawAsk } from '../withdrawAsk.ts'

const listedForSeconds = 28 * 86_400
const takenWithinSeconds = 30
const lookEveryMs = 200

/** `infinitio provide pause`: the ask is withdrawn, running leases go on. */
export async function pauseListing({ dataDir, json, keyFile }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const isChanged = await byWallet({ machine, keyFile, act: 'pause' }, (session) => withdrawAsk(session, machine.nodeId))
  const text = isChanged ? 'Paused: the ask is withdrawn.' : 'It was paused already.'
  say({
    json,
    value: { node: machine.nodeId, paused: true, changed: isChanged },
    text: `${text} Running leases go on; infinitio provide resume lists it again.`,
  })
  return 0
}

/** `infinitio provide resume`: the provider's newest terms are signed again, good for 28 days. */
export async function resumeListing({ dataDir, json, keyFile }: ProvideOptions): Promise<number> {
  const machine = await readMachineOf(dataDir)
  const isChanged = await byWallet({ machine, keyFile, act: 'resume' }, (session) => signAgain(session, machine.nodeId))
  const text = `${isChanged ? 'Listed again' : 'It was listed already'}: ${pageOf(machine)}`
  say({ json, value: { node: machine.nodeId, paused: false, changed: isChanged, page: pageOf(machine) }, text })
  return 0
}

/** Resolves with false when the machine has an open ask. Throws the book's refusal. */
async function signAgain(session: WalletSession, nodeId: string | null): Promise<boolean> {
  const provider = await session.call((client) => client.getProvider())
  const { node, ask, latestAsk } = nodeAmong(provider, nodeId)
  if (ask !== null) return false
  if (latestAsk === null) throw refusal('order.unknown', { detail: 'it never had an ask: infinitio provide signs the first' })
  const chain = await session.open.getChain()
  const { maxGpus: gpus, minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds } = latestAsk
  const renewed = buildAsk({
    ...{ node, gpus, minDurationSeconds, maxDurationSeconds, noticeSeconds, trialSeconds, chain },
    provider: session.account.address,
    pricePerGpuSecond: BigInt(latestAsk.pricePerGpuSecond),
    availableForSeconds: listedForSeconds,
    nonce: BigInt(provider.nextAskNonce),
  })
  const order = await signAsk(session.account, { ask: { ...renewed, minGpus: latestAsk.minGpus }, chain })
  const { orderHash } = await session.call((client) => client.placeOrder(order))
  const { state, code } = await waitUntil(
    () => session.call((client) => client.getOrder(orderHash)),
    (taken) => taken.state !== 'accepted',
    { timeoutSeconds: takenWithinSeconds, everyMs: lookEveryMs },
  )
  if (state === 'open') return true
  throw refusal('node.not_listed', { detail: `the book answered ${state}${code === null ? '' : ` (${code})`}` })
}
