import { type OrderReceiptWire, receiptSignedText } from '@infinitio/domain/wire'

/**
 * Returns true if the Directory's receipt key signed exactly this receipt, separately or in a batch (`proof`). Store
 * receipts: a receipt for an ignored order proves the fault.
 */
export async function verifyReceipt({ receipt, receiptKey }: { receipt: OrderReceiptWire; receiptKey: string }): Promise<boolean> {
  // Loads the cryptographic library only when a receipt is checked, so that other callers do not load it.
  const { keccak256, recoverMessageAddress } = await import('viem/utils')
  const message = receiptSignedText(receipt, (bytes) => keccak256(bytes, 'bytes'))
  const signer = await recoverMessageAddress({ message, signature: receipt.signature as `0x${string}` })
  return signer.toLowerCase() === receiptKey.toLowerCase()
}
