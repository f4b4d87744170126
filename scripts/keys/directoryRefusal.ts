import { directoryAbi, revertDataOf } from '@infinitio/chain'
import { decodeErrorResult, type Hex } from 'viem'

/** Returns the explanation for a call that the Directory refused; null for any other error. */
export function directoryRefusal(error: unknown): string | null {
  const data = revertDataOf(error)
  if (data === null) return null
  try {
    const refusal = decodeErrorResult({ abi: directoryAbi, data: data as Hex })
    if (refusal.errorName === 'Directory_KeyWaits')
      return `This key can be switched on from ${new Date(Number(refusal.args[2]) * 1_000).toISOString()}. To replace a stolen key now, switch on a spare: npm run keys -- list`
    if (refusal.errorName === 'Directory_KeyNotAnnounced')
      return 'Nobody has announced this key. Announce it and switch it on 48 h later: npm run keys -- announce KIND KEY'
    if (refusal.errorName === 'Directory_KeyAnnounced') return 'This key is already announced: npm run keys -- list'
    if (refusal.errorName === 'Directory_CallerNotOperator')
      return `${refusal.args[0]} is not the operator of the Directory. The operator is ${refusal.args[1]}.`
    return `The Directory rejects the call: ${refusal.errorName}`
  } catch {
    return null
  }
}
