import { refusal } from '@infinitio/sdk'
import { checkLeaf, getEmission, isRightLeaf, openExitAccess, topOfLeaf, type WrongPart } from '@infinitio/sdk/emission'
import { openClient, readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { ptText, rpcOf } from '../wallet/moveMoney.ts'
import type { VerifyEpochOptions } from './verifyEpoch.ts'

/** Options of `infinitio epoch leaf`, which checks one provider's emission record. */
export type CheckLeafOptions = VerifyEpochOptions & { readonly epoch?: string }

/**
 * Recalculates one provider's emission record (a Merkle leaf) of a published epoch (an hour of serving) and compares it with the root on the chain. By default
 * checks the wallet's own record of the last epoch. Throws `emission.epoch_disagrees` if the record does not fit the root, `api.not_found` if the epoch is not
 * among the last ones, and the codes of `checkLeaf`.
 */
export async function checkOwnLeaf(text: string | undefined, options: CheckLeafOptions): Promise<void> {
  const provider = text === undefined ? readWalletKey(options).address.toLowerCase() : keyAddress(text)
  const { transport } = openClient(options)
  const { emission } = await getEmission(transport)
  const number = options.epoch === undefined ? emission?.lastEpoch : Number(options.epoch)
  const found = emission?.epochs.find(({ epoch }) => epoch === number)
  if (emission === null || found === undefined) throw refusal('api.not_found', { detail: `no epoch ${number ?? ''} is among the last` })
  const access = openExitAccess({ rpcUrl: rpcOf({ ...options, yes: true }) })
  const check = await checkLeaf(access, { transport, contract: emission.contract, statement: found.statement, provider })
  const isRight = isRightLeaf(check)
  const { cumulative, workedOut, wrongPart, before, leaves, isOnChain, hasRoots } = check
  printResult({
    json: options.json,
    value: {
      ...{ epoch: number, provider, isRight, isOnChain, hasRoots, leaves, cumulative: `${cumulative}`, before: `${before}` },
      workedOut: workedOut === null ? null : `${workedOut}`,
      wrongPart: wrongPart === null ? null : { chunk: wrongPart.chunk === topOfLeaf ? null : wrongPart.chunk, ...textsOf(wrongPart) },
    },
    text: [
      `The leaf of ${provider} in epoch ${number} ${isRight ? 'is right' : 'is not right'}.`,
      `It says ${ptText(cumulative)} in all, ${ptText(before)} in the epoch before; calculated: ${workedOut === null ? 'nothing' : ptText(workedOut)}.`,
      `Its terms are ${isOnChain ? '' : 'not '}those that the chain keeps; its ${leaves} leaves have ${hasRoots ? 'the' : 'not the'} root they name.`,
      partText(wrongPart),
    ].join('\n'),
  })
  if (!isRight) throw refusal('emission.epoch_disagrees', { detail: `the leaf of ${provider} in epoch ${number}` })
}

function textsOf({ published, expected }: WrongPart) {
  return { published: `${published}`, expected: expected === null ? null : `${expected}` }
}

function partText(part: WrongPart | null): string {
  if (part === null) return 'Every sum over its machines is right.'
  const where = part.chunk === topOfLeaf ? 'The top of its inputs' : `A sum over chunk ${part.chunk} of its machines`
  return `${where} says ${ptText(part.published)}; calculated: ${part.expected === null ? 'nothing' : ptText(part.expected)}.`
}
