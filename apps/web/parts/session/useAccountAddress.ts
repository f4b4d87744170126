'use client'
import { type Address, address, zeroAddress } from '@infinitio/domain'
import { useAccount } from '#web/parts/session/useAccount.ts'

/**
 * Returns the address of the signed-in account in lower case, for the contract calls of a form. Returns the zero address if nobody is signed in: such a visitor
 * sees the form too, and its button asks to connect a wallet before it sends anything.
 */
export function useAccountAddress(): Address {
  return address((useAccount() ?? zeroAddress).toLowerCase())
}
