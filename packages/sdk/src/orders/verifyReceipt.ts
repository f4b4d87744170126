import { type OrderReceiptWire, receiptText } from '@infinitio/domain/wire'

/** True when the receipt key of the Directory signed exactly this receipt. Keep receipts: an ignored one proves the fault. */
export async function verifyReceipt({ receipt, receiptKey }: { receipt: OrderReceiptWire; receiptKey: string }): Promise<boolean> {
  // Loaded when needed: whoever verifies no receipt does without the curve.
  const { recoverMessageAddress } = await import('viem/utils')
  const signer = await recoverMessageAddress({ message: receiptText(receipt), signature: receipt.signature as `0x${string}` })
  return signer.toLowerCase() === receiptKey.toLowerCase()
}
