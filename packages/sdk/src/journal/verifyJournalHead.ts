import { type JournalHeadWire, journalHeadText } from '@infinitio/domain/wire'

/** True when the receipt key of the Directory signed exactly this head. */
export async function verifyJournalHead({ head, receiptKey }: { head: JournalHeadWire; receiptKey: string }): Promise<boolean> {
  const { recoverMessageAddress } = await import('viem/utils')
  try {
    const signer = await recoverMessageAddress({ message: journalHeadText(head), signature: head.signature as `0x${string}` })
    return signer.toLowerCase() === receiptKey.toLowerCase()
  } catch {
    return false // No signature at all.
  }
}
