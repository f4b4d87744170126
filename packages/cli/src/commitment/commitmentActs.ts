import { formatPt, parsePt, refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type CommitmentMove, commitmentMove, leastCommitmentBond } from '@infinitio/sdk/governance'
import { openClient, readWalletKey } from '../context/settings.ts'
import { idsOf } from '../search/idsOf.ts'
import { agreed } from '../terminal/ask.ts'
import { utcText } from '../terminal/texts.ts'
import { pricePerSecond, unixSecondsOf } from '../terminal/typedValues.ts'
import { type MoneyOptions, ptOf, ptText } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'

/** Options of `infinitio commitment make`. */
export type MakeCommitmentOptions = MoneyOptions & {
  readonly class: string
  readonly from: string
  readonly until: string
  readonly gpuHours: string
  readonly maxPrice: string
  readonly to?: string
  readonly bond?: string
}

const wholePt = 10n ** 18n
const secondsPerHour = 3_600n
const network = ['Transactions', '1, which pays the network fee'] as const

/**
 * Promises GPU time. Throws `api.invalid_field` and `api.bad_address`. Like every function in this file, it throws `wallet.not_confirmed` and the codes of
 * `commitmentMove`.
 */
export async function makeCommitment(options: MakeCommitmentOptions): Promise<void> {
  const { classes } = await openClient(options).getClasses()
  const rows = classes.map(({ classId, name }) => ({ id: classId, name }))
  const asked = idsOf(options.class, rows, { option: '--gpu' })
  const of = classes.find(({ classId }) => classId === asked[0])
  if (of === undefined || asked.length !== 1) throw refusal('api.invalid_field', { detail: `--gpu ${options.class} is not one class` })
  const gpuSeconds = ((parsePt(options.gpuHours) ?? 0n) * secondsPerHour) / wholePt
  if (gpuSeconds === 0n) throw refusal('api.invalid_field', { detail: `--gpu-hours ${options.gpuHours}` })
  const promisedTo = options.to === undefined ? null : parseAddress(options.to)
  if (promisedTo === null && options.to !== undefined) throw refusal('api.bad_address', { detail: options.to })
  const referencePricePerGpuSecond = BigInt(of.referencePricePerGpuSecond)
  const bond = options.bond === undefined ? leastCommitmentBond({ gpuSeconds, referencePricePerGpuSecond }) : ptOf(options.bond)
  const terms = {
    ...{ classId: of.classId, gpuSeconds, promisedTo, bond, pricePerGpuSecond: pricePerSecond(options.maxPrice, '--max-price') },
    ...{ from: unixSecondsOf(options.from, '--from'), until: unixSecondsOf(options.until, '--until') },
  }
  await agreed(options, [
    ['GPU time', `${formatPt((gpuSeconds * wholePt) / secondsPerHour, { digits: 6 })} GPU-hours of ${of.name}`],
    ['Between', `${utcText(terms.from)} and ${utcText(terms.until)}`],
    ['At most', `${ptText(terms.pricePerGpuSecond * secondsPerHour)} a GPU-hour`],
    ...(promisedTo === null ? [] : [['Promised to', promisedTo] as const]),
    ['Value', ptText(gpuSeconds * referencePricePerGpuSecond)],
    ['Bonded now', ptText(bond)],
    ['Lost when nothing is delivered', ptText((bond + 1n) / 2n)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  await carry({ kind: 'commit', terms }, options, 'Promised')
}

/** Settles a commitment (a promise of GPU time): its bond is distributed according to the measured delivery. */
export async function settleCommitment(id: string, options: MoneyOptions): Promise<void> {
  const { provider, bond, delivered, gpuSeconds } = await openClient(options).getCommitment(id)
  await agreed(options, [
    ['Commitment', `${id} of ${provider}`],
    ['Delivered', delivered === null ? 'not measured' : `${delivered} of ${gpuSeconds} GPU-seconds`],
    ['Bond', ptText(BigInt(bond))],
    network,
  ])
  await carry({ kind: 'settle', id: BigInt(id) }, options, 'Shared out')
}

/** Pays the wallet the amount that the contract owes it. Throws `api.not_found` if that amount is 0. */
export async function withdrawOwed(options: MoneyOptions): Promise<void> {
  const address = readWalletKey(options).address.toLowerCase()
  const { owed } = await openClient(options).listCommitments({ account: address, limit: 1 })
  if (owed === null || owed === '0') throw refusal('api.not_found', { detail: `nothing is owed to ${address}` })
  await agreed(options, [[`To ${address}`, ptText(BigInt(owed))], network])
  await carry({ kind: 'withdraw' }, options, `${ptText(BigInt(owed))} paid`)
}

async function carry(move: CommitmentMove, options: MoneyOptions, done: string): Promise<void> {
  await sendAct({ options, done }, (access, sending) => commitmentMove(access, move, sending))
}
