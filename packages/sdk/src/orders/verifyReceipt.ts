import { type OrderReceiptWire, receiptSignedText } from '@infinitio/domain/wire'

/**
 * Returns true if the Directory's receipt key signed exactly this receipt. The key signs a receipt on its own, or the Merkle root of many receipts; `proof`
 * then leads to the root. Store receipts: if the market ignores an order, its receipt proves the fault.
 */
export async function verifyReceipt({ receipt, receiptKey }: { receipt: OrderReceiptWire; receiptKey: string }): Promise<boolean> {
  // Loads the cryptographic library only when a receipt is checked, so that programs that check none stay small.
  const { keccak256, recoverMessageAddress } = await import('viem/utils')
  const message = receiptSignedText(receipt, (bytes) => keccak256(bytes, 'bytes'))
  const signer = await recoverMessageAddress({ message, signature: receipt.signature as `0x${string}` })
  return signer.toLowerCase() === receiptKey.toLowerCase()
}
