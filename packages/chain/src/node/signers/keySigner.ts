import { address } from '@infinitio/domain'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { signTransaction } from '../sending/broadcastTransaction.ts'
import type { Signer } from './signer.ts'

/** Signs with a key that this process holds. The same transaction gives the same bytes. */
export function keySigner(privateKey: Hex): Signer {
  return {
    address: address(privateKeyToAddress(privateKey).toLowerCase()),
    sign: (transaction) => signTransaction({ privateKey, ...transaction }),
  }
}
