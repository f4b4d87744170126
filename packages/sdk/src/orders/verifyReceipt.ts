import { type OrderReceiptWire, receiptSignedText } from '@infinitio/domain/wire'

/** True when the receipt key of the Directory signed exactly this receipt, alone or together with others (`proof`). Keep receipts: an ignored one proves the fault. */
export async function verifyReceipt({ receipt, receiptKey }: { receipt: OrderReceiptWire; receiptKey: string }): Promise<boolean> {
  // Loaded when needed: whoever verifies no receipt does without the curve.
  const { keccak256, recoverMessageAddress } = await import('viem/utils')
  const message = receiptSignedText(receipt, (bytes) => keccak256(bytes, 'bytes'))
  const signer = await recoverMessageAddress({ message, signature: receipt.signature as `0x${string}` })
  return signer.toLowerCase() === receiptKey.toLowerCase()
}
